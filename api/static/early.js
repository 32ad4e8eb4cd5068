// Before the first drawing: tell the style sheets that scripts run, so that nothing jumps afterwards.
document.documentElement.classList.add("js");
