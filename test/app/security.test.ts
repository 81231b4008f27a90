import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bridge } from "../../src/shared/ipc/bridge.ts";
import { type RunningApp, Stage } from "../support/stage.ts";

/** What a page sees of us; the tests act as a page that somebody took over. */
interface HostileWindow {
  readonly armchair: Bridge;
  readonly [name: string]: unknown;
}

let stage: Stage;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  stage = await Stage.open();
  app = await stage.launch();
  page = await app.window("remote");
});
afterAll(async () => {
  await stage.keepEvidence("security");
  await stage.close();
});

const logged = (message: string) => {
  const file = join(app.userData, "logs/armchair.log");
  return existsSync(file) ? readFileSync(file, "utf8").split(message).length - 1 : 0;
};

/** A call past the types, as somebody hostile would make it. */
const call = (name: unknown, args: unknown) =>
  page.evaluate(
    ([wanted, given]) => {
      const { armchair } = globalThis as unknown as HostileWindow;
      return armchair.call(wanted as never, given as never);
    },
    [name, args],
  );

/** Calls from a window that we did not open, with everything that Electron could give it. */
function fromStranger(...wanted: readonly (readonly [string, unknown])[]): Promise<unknown[]> {
  return app.electron.evaluate(async ({ BrowserWindow }, list) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false },
    });
    await window.loadURL("about:blank");
    const replies = await window.webContents.executeJavaScript(
      `Promise.all(${JSON.stringify(list)}.map(([name, args]) =>
        require("electron").ipcRenderer.invoke("armchair:call", name, args)))`,
    );
    window.destroy();
    return replies;
  }, wanted);
}

describe("a window's page", () => {
  it("has no Node and no Electron, and of the bridge four functions", async () => {
    const found = await page.evaluate(() => {
      const scope = globalThis as unknown as HostileWindow;
      const names = ["require", "process", "module", "Buffer", "global", "electron", "ipcRenderer"];
      return {
        globals: names.filter((name) => name in scope),
        bridge: Object.keys(scope.armchair).sort(),
      };
    });
    expect(found).toEqual({ globals: [], bridge: ["call", "offerFile", "offerSound", "on"] });
  });

  it("cannot change the bridge for whoever uses it next", async () => {
    const survived = await page.evaluate(() => {
      const scope = globalThis as unknown as { armchair: { call: unknown } };
      const before = scope.armchair.call;
      try {
        scope.armchair.call = () => "mine";
      } catch {
        // Refusing loudly is as good.
      }
      return scope.armchair.call === before;
    });
    expect(survived).toBe(true);
  });

  it("runs in a sandbox of its own, isolated from the preload script", async () => {
    const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        // Not in the types: what Chromium was really told.
        const contents = window.webContents as unknown as {
          getLastWebPreferences(): Record<string, unknown>;
        };
        const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } =
          contents.getLastWebPreferences();
        return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
      }),
    );
    expect(preferences.length).toBeGreaterThan(0);
    for (const each of preferences) {
      expect(each).toEqual({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        webSecurity: true,
      });
    }
  });

  it.each([
    "https://example.com/",
    "file:///etc/passwd",
    "app://elsewhere/index.html",
    "app://armchair/index.html?window=settings",
    "data:text/html,<h1>mine</h1>",
  ])("cannot navigate to %s", async (address) => {
    const before = page.url();
    const denied = logged("denied a navigation");
    await page.evaluate((to) => {
      location.href = to;
    }, address);
    // Chromium itself refuses some of these before we are asked; then there is nothing in the log.
    if (!/^(file|data):/.test(address)) {
      await expect.poll(() => logged("denied a navigation")).toBeGreaterThan(denied);
    }
    expect(page.url()).toBe(before);
    expect(await page.evaluate(() => document.querySelector("#root") !== null)).toBe(true);
  });

  it("cannot open a window, by script or by a link", async () => {
    const windows = app.electron.windows().length;
    const denied = logged("denied a new window");
    expect(await page.evaluate(() => window.open("app://armchair/index.html") === null)).toBe(true);
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.href = "https://example.com/";
      link.target = "_blank";
      document.body.append(link);
      link.click();
      link.remove();
    });
    await expect.poll(() => logged("denied a new window")).toBe(denied + 2);
    expect(app.electron.windows()).toHaveLength(windows);
  });

  it("is denied every permission it asks for", async () => {
    const answers = await page.evaluate(async () => {
      const state = async (name: string) =>
        (await navigator.permissions.query({ name: name as PermissionName })).state;
      const error = (thrown: unknown) => (thrown as Error).name;
      return {
        geolocation: await state("geolocation"),
        notifications: await Notification.requestPermission(),
        camera: await navigator.mediaDevices.getUserMedia({ video: true }).catch(error),
        microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).catch(error),
        screen: await navigator.mediaDevices.getDisplayMedia().catch(error),
        clipboard: await navigator.clipboard.readText().catch(error),
        position: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve("told"),
            ({ code }) => resolve(code),
          ),
        ),
      };
    });
    expect(answers.geolocation).toBe("denied");
    expect(answers.notifications).toBe("denied");
    expect(answers.clipboard).toBe("NotAllowedError");
    expect(answers.position).toBe(1); // PERMISSION_DENIED
    for (const refused of [answers.camera, answers.microphone, answers.screen]) {
      expect([
        "NotAllowedError",
        "NotFoundError",
        "NotSupportedError",
        "InvalidStateError",
      ]).toContain(refused);
    }
  });

  it("cannot download a file", async () => {
    const denied = logged("denied a download");
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["mine"]));
      link.download = "mine.txt";
      document.body.append(link);
      link.click();
      link.remove();
    });
    await expect.poll(() => logged("denied a download")).toBe(denied + 1);
  });
});

describe("the content security policy", () => {
  it("runs no script that is not a file of ours", async () => {
    const ran = await page.evaluate(async () => {
      const scope = globalThis as unknown as Record<string, unknown>;
      const tries: Record<string, () => unknown> = {
        inline() {
          const script = document.createElement("script");
          script.textContent = "globalThis.inline = true";
          document.head.append(script);
        },
        handler() {
          document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='handler = true'>");
        },
        data() {
          const script = document.createElement("script");
          script.src = "data:text/javascript,globalThis.data = true";
          document.head.append(script);
        },
        worker: () => new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))),
      };
      const outcome: Record<string, boolean> = {};
      for (const attempt of Object.values(tries)) {
        try {
          attempt();
        } catch {
          // Trusted types throw where the policy alone would stay silent.
        }
      }
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      for (const name of ["inline", "handler", "data"]) outcome[name] = name in scope;
      return outcome;
    });
    expect(ran).toEqual({ inline: false, handler: false, data: false });
  });

  it("evaluates no text as code", async () => {
    // Later, because what a debugger evaluates may itself use eval.
    const outcome = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          requestAnimationFrame(() => {
            try {
              const evaluate = Reflect.get(globalThis, "eval") as (code: string) => unknown;
              resolve(String(evaluate("1 + 1")));
            } catch (thrown) {
              resolve((thrown as Error).name);
            }
          });
        }),
    );
    expect(outcome).toBe("EvalError");
  });

  it("lets nothing out to the network, and no frame in", async () => {
    const reached = await page.evaluate(async () => {
      const failed = (thrown: unknown) => `failed: ${(thrown as Error).name}`;
      const image = (src: string) =>
        new Promise((resolve) => {
          const element = new Image();
          element.onload = () => resolve("loaded");
          element.onerror = () => resolve("failed");
          element.src = src;
        });
      const blocked = new Promise<string>((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) => {
          if (event.effectiveDirective === "frame-src") resolve("blocked");
        });
      });
      const frame = document.createElement("iframe");
      frame.src = "app://armchair/index.html";
      document.body.append(frame);
      const outcome = {
        fetch: await fetch("https://example.com/").catch(failed),
        own: await fetch("app://armchair/index.html").catch(failed),
        beacon: navigator.sendBeacon("https://example.com/", "mine") ? "queued" : "failed",
        image: await image("http://127.0.0.1:9/pixel.png"),
        frame: await blocked,
      };
      frame.remove();
      return outcome;
    });
    expect(reached).toMatchObject({ image: "failed", frame: "blocked" });
    expect(reached.fetch).toBe("failed: TypeError");
    expect(reached.own).toBe("failed: TypeError");
  });

  it("shows a picture that the page made of bytes, and runs or frames nothing made so", async () => {
    const outcome = await page.evaluate(async () => {
      const failed = (thrown: unknown) => `failed: ${(thrown as Error).name}`;
      const settled = (element: HTMLElement, into: HTMLElement) =>
        new Promise<string>((resolve) => {
          element.onload = () => resolve("loaded");
          element.onerror = () => resolve("failed");
          into.append(element);
        });
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 1;
      const pixel = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      const image = new Image();
      image.src = URL.createObjectURL(pixel ?? new Blob());
      const code = URL.createObjectURL(new Blob(["globalThis.blob = true"]));
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = URL.createObjectURL(new Blob(["* { color: red }"], { type: "text/css" }));
      let script = "failed";
      try {
        const element = document.createElement("script");
        element.src = code;
        script = await settled(element, document.head);
      } catch (thrown) {
        script = failed(thrown);
      }
      const framed = new Promise<string>((resolve) => {
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
          if (effectiveDirective === "frame-src") resolve("blocked");
        });
      });
      const frame = document.createElement("iframe");
      frame.src = URL.createObjectURL(new Blob(["mine"], { type: "text/html" }));
      document.body.append(frame);
      const found = {
        image: await settled(image, document.body),
        script,
        style: await settled(style, document.head),
        fetch: await fetch(code).catch(failed),
        frame: await framed,
        ran: "blob" in globalThis,
      };
      for (const element of [frame, image, style]) element.remove();
      return found;
    });
    expect(outcome).toEqual({
      image: "loaded",
      script: expect.stringMatching(/^failed/),
      style: "failed",
      fetch: "failed: TypeError",
      frame: "blocked",
      ran: false,
    });
  });

  it("gives a frame inside the page no bridge", async () => {
    const names = await page.evaluate(() => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      const inside = frame.contentWindow as unknown as Record<string, unknown>;
      const found = ["armchair", "require", "process"].filter((name) => name in inside);
      frame.remove();
      return found;
    });
    expect(names).toEqual([]);
  });
});

describe("our own scheme", () => {
  it("answers with our files only", async () => {
    const answers = await app.electron.evaluate(async ({ net }) => {
      const status = async (url: string) => (await net.fetch(url)).status;
      return [
        await status("app://armchair/index.html"),
        await status("app://armchair/..%2fmain%2findex.js"),
        await status("app://armchair/%2e%2e%2f%2e%2e%2fpackage.json"),
        await status("app://armchair/assets/none.js"),
      ];
    });
    expect(answers).toEqual([200, 404, 404, 404]);
  });

  it("sends the policy with every page", async () => {
    const policy = await app.electron.evaluate(async ({ net }) => {
      const { headers } = await net.fetch("app://armchair/index.html");
      return headers.get("content-security-policy") ?? "";
    });
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(policy.split("; ").filter((rule) => rule.includes("blob:"))).toEqual([
      "img-src 'self' data: blob:",
    ]);
  });
});

describe("a file to play", () => {
  /** Offers made by a page that somebody took over, each by its own way of pretending. */
  const pretended: Readonly<Record<string, () => unknown>> = {
    "a path": () => "/etc/passwd",
    "an object with a path": () => ({ name: "passwd", path: "/etc/passwd", size: 10 }),
    "a file of its own": () => new File(["mine"], "film.mp4"),
    "a file of its own that names a path": () => new File(["mine"], "/etc/passwd"),
    "a file of its own with a path": () =>
      Object.defineProperty(new File(["mine"], "film.mp4"), "path", { value: "/etc/passwd" }),
    "a file of its own whose kind has a path": () => {
      Object.defineProperty(File.prototype, "path", {
        get: () => "/etc/passwd",
        configurable: true,
      });
      return new File(["mine"], "film.mp4");
    },
    "a piece of bytes with a path": () =>
      Object.assign(new Blob(["mine"]), { path: "/etc/passwd" }),
    nothing: () => null,
  };

  it.each(Object.entries(pretended))("is not what a page makes up: %s", async (_what, make) => {
    const reply = await page.evaluate(
      (code) => {
        const { armchair } = globalThis as unknown as HostileWindow;
        return Promise.all([armchair.offerFile(code), armchair.offerSound(code)]);
      },
      await page.evaluateHandle(make),
    );
    const refused = { ok: false, error: { code: "invalid" } };
    expect(reply).toMatchObject([refused, refused]);
  });

  it.each(["media.offerFile", "sound.offer"])(
    "is offered by no page that names its path: %s",
    async (name) => {
      const reply = await call(name, ["/etc/passwd"]);
      expect(reply).toEqual({
        ok: false,
        error: { code: "invalid", message: "there is no such call" },
      });
      const [direct] = await fromStranger([name, ["/etc/passwd"]]);
      expect(direct).toMatchObject({ ok: false, error: { message: "this page may not call" } });
    },
  );

  it.each([
    ["a file's address", { url: "file:///etc/passwd" }],
    ["an address of ours", { url: "app://armchair/index.html" }],
    ["a script", { url: "javascript:alert(1)" }],
    ["a link of ours", { url: "armchair://play?url=http%3A%2F%2Fa.example%2Fa.mp4" }],
    ["a text", { url: "film.mp4" }],
    ["a path as an offer and more", { path: "/etc/passwd" }],
    ["no source", null],
  ])("is not played by %s", async (_what, source) => {
    const reply = await call("media.play", ["tv", source, 0]);
    expect(reply).toMatchObject({ ok: false, error: { code: "invalid" } });
  });
});

describe("calls into the main process", () => {
  it.each([
    ["an unknown name", "app.explode", []],
    ["a name of every object", "constructor", []],
    ["another one", "__proto__", []],
    ["a name that is not one", { toString: "devices.snapshot" }, []],
    ["too few arguments", "devices.add", []],
    ["too many", "devices.rescan", ["now"]],
    ["a wrong kind", "volume.set", ["tv", "loud"]],
    ["a number out of bounds", "volume.set", ["tv", 101]],
    ["a button that there is not", "remote.press", ["tv", "self-destruct", "tap"]],
    ["an address with a path", "devices.add", ["http://127.0.0.1/../../etc"]],
    ["arguments that are no list", "devices.select", { 0: "tv" }],
    ["a window that there is not", "app.openWindow", ["__proto__"]],
  ])("are refused: %s", async (_what, name, args) => {
    const reply = await call(name, args);
    expect(reply).toMatchObject({ ok: false, error: { code: "invalid" } });
  });

  it("are checked in the main process too, whatever the preload lets through", async () => {
    const replies = await fromStranger(["constructor", []], ["devices.add", [1]]);
    for (const reply of replies) expect(reply).toMatchObject({ ok: false });
  });

  it("are refused from a window that is not ours", async () => {
    const [reply] = await fromStranger(["app.snapshot", []]);
    expect(reply).toEqual({
      ok: false,
      error: { code: "invalid", message: "this page may not call" },
    });
  });

  it("are refused from our own window once it shows a page of somebody else", async () => {
    await call("app.openWindow", ["settings"]);
    const settings = await app.window("settings");
    await app.electron.evaluate(async ({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes("window=settings"),
      );
      const contents = window?.webContents;
      // The end of the first load would count as the end of this one.
      if (contents?.isLoading()) {
        await new Promise<void>((done) => contents.once("did-stop-loading", () => done()));
      }
      // Even then it is told now and then; what counts is where the window ends up.
      const open = () => window?.loadURL("about:blank");
      await Promise.resolve(open()).catch(open);
    });
    // Playwright hears of the new page a moment later, and until then asks the one that goes.
    const asked = () =>
      settings
        .evaluate(async () => {
          const { armchair } = globalThis as unknown as HostileWindow;
          return { at: location.href, reply: await armchair.call("app.snapshot", []) };
        })
        .catch(() => null);
    let last: Awaited<ReturnType<typeof asked>> = null;
    await expect
      .poll(async () => {
        last = await asked();
        return last?.at;
      })
      .toBe("about:blank");
    const refused = { ok: false, error: { message: "this page may not call" } };
    expect(last).toMatchObject({ reply: refused });
    await settings.close();
  });
});
