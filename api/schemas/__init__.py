"""What the REST API says and hears, as pydantic models: its OpenAPI description is made from them."""
