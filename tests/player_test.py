#!/usr/bin/env python3
"""The page that steps through a counterexample, in headless Chromium: it loads without an error and without a
request but for itself, goes forth and back by keys, slider and address, and shows what it should at each step.

Chromium is spoken to by its DevTools protocol, over two pipes, with nothing but Python's own library.
"""

import argparse
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
SECONDS = 60
failed = 0


def check(condition, what):
    global failed
    if not condition:
        failed += 1
        print(f"FAILED: {what}")


class Browser:
    """One tab; what it complains of and what it asks the network for is kept."""

    def __init__(self, chromium, home):
        to_browser, from_browser = os.pipe(), os.pipe()
        words = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
                 "--disable-dev-shm-usage", f"--user-data-dir={home}", "--remote-debugging-pipe", "about:blank"]
        # Chromium reads from descriptor 3 and writes to descriptor 4.
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec 3<&{to_browser[0]} 4>&{from_browser[1]}; exec "$@"', "bash", *words],
            pass_fds=(to_browser[0], from_browser[1]), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        os.close(to_browser[0])
        os.close(from_browser[1])
        self.write_to, self.read_from = to_browser[1], from_browser[0]
        self.buffer, self.number, self.events, self.session = b"", 0, [], None
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Runtime", "Log", "Page", "Network"):
            self.call(f"{domain}.enable")

    def message(self):
        deadline = time.monotonic() + SECONDS
        while b"\0" not in self.buffer:
            ready = select.select([self.read_from], [], [], max(0, deadline - time.monotonic()))[0]
            data = os.read(self.read_from, 1 << 16) if ready else b""
            if not data:
                raise RuntimeError("chromium does not answer")
            self.buffer += data
        one, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(one)

    def call(self, method, **parameters):
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.write_to, json.dumps(request).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, url):
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=url)
        deadline = time.monotonic() + SECONDS
        while self.value("document.readyState") != "complete" or self.value("location.protocol") != "file:":
            if time.monotonic() > deadline:
                raise RuntimeError(f"{url} does not load")
            time.sleep(0.02)

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def press(self, *keys):
        for key in keys:
            for kind in ("keyDown", "keyUp"):
                self.call("Input.dispatchKeyEvent", type=kind, key=key, code="Space" if key == " " else key)

    def complaints(self):
        return [e for e in self.events
                if e["method"] == "Runtime.exceptionThrown"
                or (e["method"] == "Runtime.consoleAPICalled" and e["params"]["type"] in ("error", "assert"))
                or (e["method"] == "Log.entryAdded" and e["params"]["entry"]["level"] == "error")]

    def requests(self):
        return {e["params"]["request"]["url"].partition("#")[0] for e in self.events
                if e["method"] == "Network.requestWillBeSent"} - {"about:blank"}

    def close(self):
        try:
            self.call("Browser.close")
            self.process.wait(SECONDS)
        except (RuntimeError, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()


def lamp(tab, name):
    return tab.value(f"""document.querySelector('[data-property="{name}"]').dataset.lamp""")


def shown_step(tab):
    return int(tab.value("document.body.dataset.step"))


def changed(tab):
    return tab.value("""[...document.querySelectorAll('td.changed')].map((cell) => cell.closest('tr').cells[0].textContent
                        + ' ' + cell.closest('table').rows[0].cells[cell.cellIndex].textContent
                        + ': ' + cell.lastChild.textContent)""")


def cut(tab):
    """The x of the cut at each process of the picture that is shown."""
    points = tab.value("document.querySelector('.figure:not([hidden]) .reveal .cut').getAttribute('points')")
    return [float(point.split(",")[0]) for point in points.split()][1:-1]


def steps_by_keys(tab, page):
    # The run of the README: p0 initiates, p1 sends m1, p1 receives the marker, p0 receives the marker.
    tab.open(page)
    check(shown_step(tab) == 4, "the page opens on the violation")
    check(lamp(tab, "no-lost") == "violated" and lamp(tab, "no-orphan") == "holds", "the lamps at the end")
    check("violated here" in tab.value("document.getElementById('lamps').textContent"), "violated here")
    check("m1 was sent (step 2)" in tab.value("document.querySelector('.reason.shown').textContent"), "the reason")
    tab.press("Home")
    check(shown_step(tab) == 0 and tab.value("document.getElementById('now').textContent") == "The initial state", "Home")
    check(lamp(tab, "no-lost") == "waits" and lamp(tab, "records-in-time") == "holds", "the lamps at the start")
    check(changed(tab) == [] and tab.value("document.querySelector('.reason.shown')") is None, "nothing has happened yet")
    tab.press("ArrowLeft")
    check(shown_step(tab) == 0, "nothing is before the start")
    tab.press("ArrowRight", "ArrowRight")
    check(tab.value("document.getElementById('now').textContent") == "Step 2 of 4: p1 sends m1 to p0", "two steps on")
    check(changed(tab) == ["p1->p0 in transit: {m1}"], f"what step 2 changed: {changed(tab)}")
    check(tab.value("location.hash") == "#step=2", "the address follows")
    tab.press("ArrowRight", "ArrowRight", "ArrowRight")
    check(shown_step(tab) == 4 and lamp(tab, "no-lost") == "violated", "on to the end, and not beyond")
    tab.press("ArrowLeft")
    check(shown_step(tab) == 3 and lamp(tab, "no-lost") == "waits", "back again")
    tab.press("End")
    check(shown_step(tab) == 4, "End")


def picture_grows(tab, page):
    hidden = "[...document.querySelectorAll('.reveal .decided')].filter((e) => e.style.display === 'none').length"
    tab.open(page + "#step=1")
    first = cut(tab)
    check(first[1] > first[0], "p1 has not recorded: the cut is where the picture ends")
    check(tab.value(hidden) == 2, "neither the loss nor the overtaking is known yet")
    check(tab.value("document.querySelectorAll('.arrow.missing').length") == 0, "the message is like any other")
    tab.press("End")
    final = cut(tab)
    check(final[0] == first[0] and final[1] > first[1], "the cut has grown where p1 recorded")
    check(tab.value(hidden) == 0 and tab.value("document.querySelectorAll('.arrow.missing').length") == 1, "lost")


def slider_and_address(tab, page):
    tab.open(page + "#step=3")
    check(shown_step(tab) == 3, "a link to a step")
    tab.value("(() => { const s = document.getElementById('slider'); s.value = 1; s.dispatchEvent(new Event('input')); })()")
    check(shown_step(tab) == 1 and tab.value("location.hash") == "#step=1", "the slider")
    tab.value("location.hash = '#step=2'")
    time.sleep(0.2)
    check(shown_step(tab) == 2, "another address")
    tab.open(page + "#step=99")
    check(shown_step(tab) == 4, "a step that there is not")
    tab.value("document.querySelectorAll('#steps button')[0].click()")
    check(shown_step(tab) == 1, "a click on a step")
    tab.press("Home", " ")
    deadline = time.monotonic() + SECONDS
    while shown_step(tab) < 4 and time.monotonic() < deadline:
        time.sleep(0.1)
    check(shown_step(tab) == 4, "it plays to the end")


def several(tab, page):
    tab.open(page)
    check(tab.value("document.querySelectorAll('#choice button').length") > 1, "several counterexamples")
    tab.value("document.querySelectorAll('#choice button')[1].click()")
    check("trace=2" in tab.value("location.hash"), "the second one is in the address")
    check(tab.value("[...document.querySelectorAll('.figure')].filter((f) => !f.hidden).length") == 1, "one picture")
    tab.open(page + "#step=2&trace=2")
    check(shown_step(tab) == 2 and tab.value("document.querySelectorAll('.figure')[1].hidden") is False, "a link to it")


def round_and_round(tab, page):
    # docs/applications.md has the run: after its last step comes the one that the loop begins with.
    tab.open(page)
    told = tab.value("document.getElementById('now').textContent")
    loop, last = tab.value("[traces[0].loop, traces[0].steps.length]")
    check(told.endswith(f"; and on with step {loop + 1}, for ever"), f"the end of a lasso: {told}")
    tab.press("ArrowRight")
    check(shown_step(tab) == loop + 1, "after the last step comes the first one of the loop")
    tab.press("End", "ArrowLeft")
    check(shown_step(tab) == last - 1, "back from the end")
    check(tab.value("[...document.querySelectorAll('#channels tbody th')].map((cell) => cell.textContent)") ==
          ["tell1", "tell2", "ask1", "ask2"], "channels are called as the application calls them")
    check(lamp(tab, "terminates") == "waits", "not violated before the end")


def media(tab, page):
    tab.open(page)
    ground = "getComputedStyle(document.body).backgroundColor"
    tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "light"}])
    light = tab.value(ground)
    tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    check(light == "rgb(255, 255, 255)" and tab.value(ground) != light, "light and dark")
    tab.call("Emulation.setEmulatedMedia", media="print")
    display = "getComputedStyle(document.getElementById('controls')).display"
    check(tab.value(display) == "none", "no controls on paper")
    check(tab.value("getComputedStyle(document.querySelector('.steps ul')).display") == "block", "all changes on paper")
    tab.call("Emulation.setEmulatedMedia", media="")


def write_pages(snapcheck, folder):
    one, many = folder / "one.html", folder / "many.html"
    common = [snapcheck, "check", "chandy-lamport", "--topology", "ring:2", "--channels", "bag", "--quiet"]
    subprocess.run([*common, "--property", "no-lost", "--trace-out", one], stdout=subprocess.DEVNULL, check=False)
    subprocess.run([*common, "--continue", "--trace-out", many], stdout=subprocess.DEVNULL, check=False)
    lasso = folder / "lasso.html"
    application = pathlib.Path(__file__).resolve().parent.parent / "docs/examples/applications/greedy_server.toml"
    subprocess.run([snapcheck, "check", "chandy-lamport", "--application", application, "--fairness", "none", "--property",
                    "terminates", "--quiet", "--trace-out", lasso], stdout=subprocess.DEVNULL, check=False)
    return one.as_uri(), many.as_uri(), lasso.as_uri()


def main():
    parser = argparse.ArgumentParser(description="Step through counterexamples in a browser.")
    parser.add_argument("--snapcheck", required=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    options = parser.parse_args()
    if chromium is None:
        print("there is no chromium here")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="player-", ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        one, many, lasso = write_pages(options.snapcheck, folder)
        tab = Browser(chromium, folder / "home")
        try:
            steps_by_keys(tab, one)
            picture_grows(tab, one)
            slider_and_address(tab, one)
            several(tab, many)
            round_and_round(tab, lasso)
            media(tab, one)
            check(tab.complaints() == [], f"complaints: {tab.complaints()}")
            check(tab.requests() == {one, many, lasso}, f"asked for {tab.requests()}")
        finally:
            tab.close()
    print("failed" if failed else "passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
