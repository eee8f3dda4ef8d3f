import json
WIDE = """() => { const w = innerWidth; const out = [];
 for (const e of document.querySelectorAll('body *')) { if (e.closest('.language') ) continue; const r = e.getBoundingClientRect(); const over = e.scrollWidth > e.clientWidth + 1 && e.clientWidth; if (r.width && (r.right > w + 1 || r.left < -1 || over)) out.push([e.tagName, e.className.toString().slice(0,60), Math.round(r.left), Math.round(r.right), e.scrollWidth, e.textContent.trim().slice(0,40)]); }
 return [document.documentElement.scrollWidth, w, out.slice(0,12)]; }"""
def test_home(open_page):
    for lang in ("en","es","so","hmn","ar"):
      for size in ("100%", "200%"):
        p = open_page("/", size=(320, 740), language=lang)
        p.evaluate(f"document.documentElement.style.fontSize='{size}'")
        p.wait_for_timeout(200)
        print(lang, json.dumps(p.evaluate(WIDE), ensure_ascii=False))
        p.screenshot(path=f"/tmp/shots/home-{lang}-{size[0]}.png", full_page=size[0]=="2")
