package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// look is what a browser tells of a page at one width.
type look struct {
	Width      int
	Overflow   int      // what sticks out of the page, in pixels
	Outside    []string // texts of charts that stick out of them
	Charts     []int    // heights of the charts to be seen
	Lettering  float64  // the smallest letters of a chart, in pixels
	Resources  []string // what the page asked for
	Background string
	Text       string
	Fills      []string // colours of shapes
}

// seen is all that a browser tells of a page.
type seen struct {
	looks    []look
	console  []string
	requests []string
}

// TestPageInBrowser looks at the page of all reports, and at one of hostile
// values, in a real browser: as wide as a telephone and as a desk, light and dark.
func TestPageInBrowser(t *testing.T) {
	browser := findBrowser(t)
	dir := t.TempDir()
	all, hostile := filepath.Join(dir, "all.html"), filepath.Join(dir, "hostile.html")
	if _, _, err := ran(t, "", "-all", "-o", all); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ran(t, hostileServer(t).DSN(), "-dir", ownReports(t, hostileReport), "mine", "-o", hostile); err != nil {
		t.Fatal(err)
	}
	reports, err := loadLibrary("")
	if err != nil {
		t.Fatal(err)
	}
	charts := 0
	for _, r := range reports {
		if r.chart != nil {
			charts++
		}
	}
	light, dark := open(t, browser, all, "1"), open(t, browser, all, "0")
	checkLooks(t, "light", light, charts)
	checkLooks(t, "dark", dark, charts)
	checkLooks(t, "hostile", open(t, browser, hostile, "1"), 1)
	if l, d := light.looks[0], dark.looks[0]; l.Background == d.Background || l.Text == d.Text || slices.Equal(l.Fills, d.Fills) {
		t.Errorf("light and dark are the same: %+v", l)
	}
}

func checkLooks(t *testing.T, name string, s seen, charts int) {
	t.Helper()
	if len(s.console) > 0 || len(s.requests) > 0 {
		t.Errorf("%s: the browser says %q and asks for %q", name, s.console, s.requests)
	}
	for _, l := range s.looks {
		if l.Overflow > 0 || len(l.Outside) > 0 {
			t.Errorf("%s: at a width of %d, %d pixels stick out, and of charts %q", name, l.Width, l.Overflow, l.Outside)
		}
		if len(l.Charts) != charts || slices.Min(l.Charts) < 60 {
			t.Errorf("%s: at a width of %d the charts' heights are %v, and there should be %d", name, l.Width, l.Charts, charts)
		}
		if l.Lettering < 9 {
			t.Errorf("%s: at a width of %d the letters of charts are %v pixels high", name, l.Width, l.Lettering)
		}
		if len(l.Resources) > 0 {
			t.Errorf("%s asks for %q", name, l.Resources)
		}
		if len(l.Fills) == 0 || l.Background == l.Text || slices.Contains(l.Fills, l.Background) {
			t.Errorf("%s: background %s, text %s, fills %v", name, l.Background, l.Text, l.Fills)
		}
	}
}

// TestBrowserSeesFaults checks that the test above would see a page's faults.
func TestBrowserSeesFaults(t *testing.T) {
	browser := findBrowser(t)
	path := filepath.Join(t.TempDir(), "bad.html")
	const bad = `<!DOCTYPE html><body style="background:#fff"><img src="http://elsewhere.example/x.png"><script>console.error("a fault")</script>
<div style="width:3000px">wide</div><svg viewBox="0 0 1000 10"><text x="995" y="8" style="font-size:9px">far out</text></svg>`
	if err := os.WriteFile(path, []byte(bad), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, browser, path, "1")
	l := s.looks[0]
	if !strings.Contains(strings.Join(s.console, " "), "a fault") || !strings.Contains(strings.Join(s.requests, " "), "elsewhere.example") {
		t.Errorf("the browser says %q and asks for %q", s.console, s.requests)
	}
	if l.Overflow < 1000 || !slices.Equal(l.Outside, []string{"far out"}) || l.Lettering > 9 {
		t.Errorf("got %+v", l)
	}
}

func findBrowser(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("there is no chromium, in which to look at the page")
	return ""
}

//go:embed testdata/look.html
var lookHTML string

var (
	result = regexp.MustCompile(`(?s)<pre id="result">(.+?)</pre>`)
	// browsersOwn are the hosts that the browser asks for updates and the time,
	// whatever the flags.
	browsersOwn = regexp.MustCompile(`(^|\.)(google|googleapis|gvt1)\.com(:\d+)?$`)
	console     = regexp.MustCompile(`:CONSOLE[^"]*"(.*)", source`)
)

// open opens a page in a browser without a screen, through a proxy that writes
// down what is asked of the network and answers nothing. The scheme 1 is light
// and 0 is dark.
func open(t *testing.T, browser, page, scheme string) seen {
	t.Helper()
	var s seen
	var mu sync.Mutex
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if !browsersOwn.MatchString(r.Host) {
			s.requests = append(s.requests, r.Method+" "+r.RequestURI)
		}
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer proxy.Close()
	frame := filepath.Join(filepath.Dir(page), "look.html")
	if err := os.WriteFile(frame, []byte(strings.ReplaceAll(lookHTML, "PAGE", filepath.Base(page))), 0o600); err != nil {
		t.Fatal(err)
	}
	profile, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(profile) // the browser may still be about to leave
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+profile,
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-extensions",
		"--disable-default-apps", "--proxy-server="+proxy.URL, "--proxy-bypass-list=<-loopback>", "--allow-file-access-from-files",
		"--blink-settings=preferredColorScheme="+scheme, "--enable-logging=stderr", "--virtual-time-budget=5000",
		"--window-size=1400,900", "--dump-dom", "file://"+frame)
	var out, logged bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, &logged, 10*time.Second
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, logged.String())
	}
	m := result.FindStringSubmatch(out.String())
	if m == nil {
		t.Fatalf("the browser saw nothing:\n%s\n%s", out.String(), logged.String())
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(m[1])), &s.looks); err != nil {
		t.Fatal(err)
	}
	for _, m := range console.FindAllStringSubmatch(logged.String(), -1) {
		s.console = append(s.console, m[1])
	}
	mu.Lock()
	defer mu.Unlock()
	return s
}
