// Injected by `govreport serve` into what it serves, never into what is built.
// Reloads the page when the site was rebuilt, and shows what is wrong while it cannot be.
(() => {
  "use strict";
  const self = document.currentScript;
  const served = new URL(self.src).searchParams.get("build");
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

  events.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    if (state.build !== served) {
      events.close();
      location.reload();
    } else if (state.failure || banner) {
      show(state.failure);
    }
  });
})();
