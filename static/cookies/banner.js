/* The cookie banner: what cookies/script.py sends, after the library (`exports`) and `config`.

   Nothing here is remembered or told before the visitor chooses: no cookie is set, nothing is sent,
   and scripts marked `type="text/plain" data-category="..."` stay text. The choice is kept in one
   cookie of the page's own site. To the hub go what was chosen, which words were shown, and a key that
   this browser drew; never the page, and never a cookie. */

const cookies = exports;
const here = new URL(document.currentScript.src);
const root = here.href.slice(0, here.href.lastIndexOf("/") + 1);
const spoken = (document.documentElement.lang || navigator.language || "sv").toLowerCase();
const language = spoken.startsWith("sv") ? "sv" : "en";
const words = config.words[language];
const signal = navigator.globalPrivacyControl === true;
const policy = new URL(config.policy, here.origin).href;

const SLIDE = 400; // milliseconds: the layer takes no focus before it has slid in

let bySignal = false;
let counted = false;

// --- what is told to the hub -----------------------------------------------------------------------
const post = (name, told) =>
  fetch(root + name, {
    method: "POST",
    body: JSON.stringify(told),
    credentials: "omit",
    referrerPolicy: "no-referrer",
    keepalive: true, // a visitor who clicks and leaves has chosen all the same
  });

const said = () => {
  const stored = cookies.getCookie();
  const optional = (stored.categories || []).filter((key) => key in words.groups && words.groups[key].asks);
  return { ...stored, optional };
};

/* Tell what was chosen. What the hub has not answered for is told again on the next page. */
const tell = () => {
  const { consentId, lastConsentTimestamp, optional } = said();
  const told = {
    key: consentId,
    version: config.version,
    digest: config.digest,
    categories: optional,
    language,
    signal: bySignal,
  };
  cookies.setCookieData({ value: { gpc: signal, bySignal, told: null }, mode: "update" });
  post("val", told)
    .then((answer) => {
      if (answer.ok) cookies.setCookieData({ value: { told: lastConsentTimestamp }, mode: "update" });
      else console.warn(`cookie choice not stored: ${answer.status}`);
    })
    .catch(() => console.warn("cookie choice not stored yet: told again on the next page"));
};

const tellAgain = () => {
  const { data, lastConsentTimestamp } = said();
  if (data && data.told === lastConsentTimestamp) return;
  bySignal = Boolean(data && data.bySignal);
  tell();
};

const countVisit = () => {
  if (counted || !config.visits || !cookies.acceptedCategory(config.visits)) return;
  counted = true;
  post("besok", { path: location.pathname }).catch(() => {});
};

// --- what is shown ------------------------------------------------------------------------------------
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const element = (name, attributes, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
};

const line = ([key, group]) =>
  element(
    "label",
    { class: "ph-group" },
    group.asks
      ? element("input", { type: "checkbox", value: key })
      : element("input", { type: "checkbox", checked: "", disabled: "" }),
    element("span", {}, element("b", {}, `${group.title}.`), " ", group.text, " ", element("small", {}, group.more)),
  );

const button = (kind, text, act) => {
  const made = element("button", { type: "button", class: kind }, text);
  made.addEventListener("click", act);
  return made;
};

const ticked = (modal) => [...modal.querySelectorAll(".ph-group input:checked:not(:disabled)")];

const save = (modal) => {
  cookies.acceptCategory(ticked(modal).map((box) => box.value));
  cookies.hide();
};

/* The library's layer with the groups in it. Its page stays usable beside it, so it is no modal and
   keeps no focus; "no" stands first, and Escape leaves a choice that is made as it is. */
const furnish = ({ modal }) => {
  modal.removeAttribute("aria-modal");
  modal.addEventListener("keydown", (event) => {
    if (event.key === "Tab") event.stopPropagation();
  });
  const no = modal.querySelector("[data-role=necessary]");
  no.parentNode.prepend(no);
  modal.querySelector("#cm__desc").append(" ", element("a", { href: policy }, words.read));
  modal.querySelector(".cm__texts").append(
    element("p", { class: "ph-state", hidden: "" }),
    element(
      "fieldset",
      { class: "ph-groups" },
      element("legend", {}, words.choose),
      ...Object.entries(words.groups).map(line),
    ),
  );
  modal.querySelector(".cm__btns").append(
    element(
      "div",
      { class: "ph-own" },
      button("cm__btn cm__btn--secondary", words.save, () => save(modal)),
      button("cm__btn cm__btn--secondary ph-close", words.close, () => cookies.hide()),
    ),
  );
};

/* Say what is chosen, each time the layer is shown. */
const refresh = () => {
  const modal = document.querySelector("#cc-main .cm");
  const chosen = cookies.validConsent();
  const { optional, consentId } = said();
  for (const box of modal.querySelectorAll(".ph-group input:not(:disabled)")) {
    box.checked = chosen && optional.includes(box.value);
  }
  const names = optional.map((key) => words.groups[key].title.toLowerCase());
  const now = names.length ? `${words.yes_to} ${names.join(", ")}.` : words.no_to_all;
  const state = modal.querySelector(".ph-state");
  state.hidden = !chosen;
  state.textContent = `${signal ? `${words.signal} ` : ""}${now} ${words.number} ${consentId}`;
  modal.querySelector(".ph-close").hidden = !chosen;
  setTimeout(() => enter(modal), SLIDE);
};

/* The keyboard begins in the layer, unless its user has begun elsewhere; whoever asked for it is led there. */
const enter = (modal) => {
  const at = document.activeElement;
  const idle = at === document.body || at.closest("[data-cookie-choice]");
  if (idle && modal.getAttribute("aria-hidden") !== "true") modal.firstChild.focus({ preventScroll: true });
};

const reopenable = () => {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && cookies.validConsent()) cookies.hide();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-cookie-choice]")) return;
    event.preventDefault();
    cookies.show(true);
  });
  if (document.querySelector("[data-cookie-choice]")) return;
  const link = element("a", { href: policy, "data-cookie-choice": "" }, words.reopen);
  const foot = document.querySelector("body > footer");
  if (foot) foot.append(element("p", { class: "ph-reopen" }, link));
  else document.body.append(element("aside", { class: "ph-reopen", "aria-label": words.reopen }, link));
};

// --- how it runs ----------------------------------------------------------------------------------------
const named = (pattern) => {
  const plain = pattern.replace(/[.*]/g, (sign) => (sign === "*" ? ".*" : "\\."));
  return { name: new RegExp(`^${plain}$`) };
};

const category = ([key, group]) => {
  const cleared = { cookies: (config.clears[key] || []).map(named), reloadPage: true };
  return [key, group.asks ? { autoClear: cleared } : { enabled: true, readOnly: true }];
};

/* The browser's wish not to be followed is a no to everything, said once and without a question; a yes
   said before it is taken back, a yes said after it stands (Sec-GPC). */
const heed = () => {
  const { data, optional } = said();
  const unheard = !cookies.validConsent() || (optional.length > 0 && !(data && data.gpc));
  if (!signal || !unheard) return;
  bySignal = true;
  cookies.acceptCategory([]);
  bySignal = false;
};

const dressed = () =>
  new Promise((done) => {
    const link = element("link", { rel: "stylesheet", href: `${root}banner.css?${config.style}` });
    link.onload = link.onerror = done; // a banner without its looks still asks
    document.head.append(link);
  });

const start = async () => {
  await dressed();
  reopenable();
  const layer = { title: words.title, description: words.intro, acceptAllBtn: words.yes, acceptNecessaryBtn: words.no };
  for (const key of Object.keys(layer)) layer[key] = escaped(layer[key]);
  await cookies.run({
    mode: "opt-in",
    revision: config.revision,
    autoShow: !signal,
    hideFromBots: false, // whoever examines the site is shown what people are shown
    cookie: {
      name: "cookie_choice",
      expiresAfterDays: (kind) => (kind === "necessary" ? config.days.no : config.days.yes),
    },
    guiOptions: { consentModal: { layout: "bar", position: "bottom", equalWeightButtons: true } },
    categories: Object.fromEntries(Object.entries(words.groups).map(category)),
    language: { default: language, translations: { [language]: { consentModal: layer } } },
    onModalReady: furnish,
    onModalShow: refresh,
    onFirstConsent: tell,
    onChange: () => {
      tell();
      countVisit();
    },
    onConsent: countVisit,
  });
  if (cookies.validConsent()) tellAgain();
  heed();
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
