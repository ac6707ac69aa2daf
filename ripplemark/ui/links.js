// A plain click on a link to a page of the dashboard changes the address and lets the application follow it, as the
// browser's way back does. Any other click (new tab, new window, copy) is the browser's own.
{
  const pages = PAGES;
  addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || !pages.includes(link.pathname) || link.hash) return;
    if (event.defaultPrevented || event.button || link.hasAttribute("download") || link.target === "_blank") return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });
}
