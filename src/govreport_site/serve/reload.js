// Injected by `govreport serve` into what it serves, never into what is built.
// Reloads the page when it was rebuilt, and shows what is wrong while the site cannot be.
(() => {
  "use strict";
  const self = document.currentScript;
  const parameters = new URL(self.src).searchParams;
  const [session, number] = parameters.get("build").split("-");
  const tag = `"${parameters.get("page")}-`;
  let seen = parameters.get("build");
  const events = new EventSource(new URL("events", self.src));
  let banner = null;

  const show = (message) => {
    if (!banner) {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = new URL("reload.css", self.src);
      document.head.append(sheet);
      banner = document.createElement("div");
      banner.id = "govreport-failure";
      banner.setAttribute("role", "alert");
      document.body.append(banner);
    }
    banner.textContent = message;
    banner.hidden = !message;
  };

  const reload = () => {
    events.close();
    location.reload();
  };

  // A build that concerns other pages only leaves this one, and where the reader is in it, alone.
  const reloadIfOther = async () => {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (!(answer.headers.get("ETag") || "").startsWith(tag)) reload();
  };

  events.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    if (state.build !== seen) {
      seen = state.build;
      const sweeping = !seen.startsWith(`${session}-`) || state.sweep > Number(number);
      if (sweeping) reload();
      else reloadIfOther().catch(reload);
    }
    if (state.failure || banner) show(state.failure);
  });
})();
