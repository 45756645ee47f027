/* Put into SimCord's Preview: a channel that is mentioned or linked opens in the page around it. */
(() => {
  const tell = (message) => parent.postMessage(message, location.origin);
  const LINK = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)/;

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const id = link && LINK.exec(link.href)?.[1];
    if (id) {
      event.preventDefault();
      tell({ follow: { id } });
      return;
    }
    const mention = event.target.closest(".mention");
    if (mention?.textContent.startsWith("#")) tell({ follow: { name: mention.textContent.slice(1).trim() } });
    const summary = event.target.closest(".thread-summary");
    if (summary) tell({ follow: { name: summary.textContent.replace(/ · [^·]*$/, "") } });
  }, true);

  // The Preview says what went wrong in its toolbar, which is not shown here.
  let last = null;
  setInterval(() => {
    const receipt = window.simcordPreview?.lastAction;
    if (!receipt || receipt.correlation === last) return;
    last = receipt.correlation;
    const silent = receipt.settlement === "timeout" || receipt.acknowledgement === "unacknowledged";
    tell({ notice: receipt.rejected ? "refused" : silent ? "silent" : "" });
  }, 300);

  // Like Discord, stay at the end unless the reader scrolled away, and return there for an answer.
  const timeline = document.getElementById("channel-timeline");
  const list = document.getElementById("channel-message-list");
  const NEAR = 48;
  let following = true;
  let acted = -Infinity;
  let scrolled = -Infinity;
  const gap = () => timeline.scrollHeight - timeline.clientHeight - timeline.scrollTop;
  const stay = () => { if (following && gap() > 1) timeline.scrollTop = timeline.scrollHeight; };
  const SCROLLING = /^(?:Arrow(?:Up|Down)|Page(?:Up|Down)|Home|End|Tab)$/; // Tab: to what is out of sight
  for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    timeline.addEventListener(name, (event) => {
      if (name === "pointerdown" && event.target !== timeline) return; // only its scroll bar
      if (name === "keydown" && !SCROLLING.test(event.key)) return;
      scrolled = performance.now();
    }, { passive: true });
  }
  for (const name of ["click", "submit", "keydown"]) {
    document.addEventListener(name, () => { acted = performance.now(); }, true);
  }
  timeline.addEventListener("scroll", () => {
    if (performance.now() - scrolled < 600) following = gap() < NEAR;
    else stay();
  });
  let newest = 0n;
  new MutationObserver(() => {
    const tail = list.querySelector(":scope > [data-message-id]:last-of-type");
    const last = BigInt(tail?.dataset.messageId || 0);
    if (last > newest && performance.now() - acted < 20000) following = true;
    newest = last;
    stay();
  }).observe(list, { childList: true });
  const grown = new ResizeObserver(stay);
  grown.observe(list);
  grown.observe(timeline);
})();
