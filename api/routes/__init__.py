"""Addresses: ``documents`` is the REST API (/api/v1), ``web`` the pages for people.

``web`` gives the application ``router`` and ``error_page(request, problem) -> Response``, which shows a
``api.schemas.problem.Problem`` as a page.
"""
