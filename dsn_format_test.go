package scale_test

import (
	"context"
	"crypto/tls"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale"
)

func TestFormatDSN(t *testing.T) {
	for _, dsn := range []string{
		"scale://tok@api.scal-e.com/7",
		"scale://tok@[::1]:8080/7?tls=false",
		"scale://a%2Fb%3Fc%40d%3Ae%25f%2Bg%3Dh@h/Espace%20client%2B%C3%A9",
		"scale://tok@h/7?page_size=7&loc=Europe%2FParis&engine_memory=1GiB",
		"scale://tok@h/7?prefetch=0&max_retries=0&schema_ttl=0s",
		"scale://tok@h/7?key_field=ID_%25s&dedupe_header=X-Key&regexp_operator=%24regex",
	} {
		c, err := scale.ParseDSN(dsn)
		if err != nil {
			t.Errorf("%s: %v", dsn, err)
			continue
		}
		if got, err := c.FormatDSN(); err != nil || got != dsn {
			t.Errorf("%s: got %s, %v", dsn, got, err)
		}
	}
}

func TestFormatDSNReadsBack(t *testing.T) {
	zone(t, "Europe/Paris")
	dir := t.TempDir()
	for range 2000 {
		c := randomConfig(dir)
		dsn, err := c.FormatDSN()
		if err != nil {
			t.Fatalf("%+v: %v", fieldsOf(c), err)
		}
		back, err := scale.ParseDSN(dsn)
		if err != nil {
			t.Fatalf("%s: %v", dsn, err)
		}
		if !sameConfig(c, back) {
			t.Fatalf("%s: got %+v, want %+v", dsn, fieldsOf(back), fieldsOf(c))
		}
	}
}

// randomConfig is a valid Config with every field at random, tokens and
// instances full of what a URL must escape.
func randomConfig(dir string) *scale.Config {
	n := func(low, high int) int { return low + rand.IntN(high-low+1) }
	of := func(words ...string) string { return words[rand.IntN(len(words))] }
	yes := func() bool { return rand.IntN(2) == 0 }
	loc, _ := time.LoadLocation(of("UTC", "Local", "Europe/Paris", "America/New_York"))
	c := &scale.Config{
		Token:    randomText("abcXYZ019/?@:%+=&#;,!$'()*~._-[]{}|\\^`\"<>", n(1, 60)),
		Host:     of("api.scal-e.com", "h", "127.0.0.1:80", "[::1]", "[2001:db8::1]:8443", "a-b.c_d:1"),
		Instance: randomText("abcXYZ019@:%+=& é日.;,!$~", n(3, 20)) + "i",
		PageSize: n(1, 100_000), Prefetch: n(0, 64), Paging: of("offset", "page", "keyset"),
		Timeout: time.Duration(n(1, 1e9)) * time.Millisecond, MaxRetries: n(0, 100),
		MaxRetryWait: time.Duration(n(1, 1e9)) * time.Millisecond, RequestsPerMinute: n(0, 1000),
		MaxRequests: n(0, 1<<31-1), MaxRows: rand.Int64N(1 << 62), BatchSize: n(1, 10_000), Loc: loc,
		Collation: of("ci", "binary"), EmptyAsNull: yes(), Booleans: of("YN", "10", "truefalse"),
		KeyField: of("auto", "id", "ID_%s", "clé & co"), SchemaTTL: time.Duration(rand.Int64N(1 << 60)),
		TempDir: of("", dir), EngineMemory: 1<<20 + rand.Int64N(1<<39), MultiStatements: yes(),
		FoundRows: yes(), DedupeHeader: of("", "X-Key"), Tx: of("reject", "buffer"), SafeUpdates: yes(),
		RegexpOperator: of("$regexp", "$regex"),
	}
	c.PlainHTTP = yes() && (strings.HasPrefix(c.Host, "127.") || c.Host == "[::1]")
	return c
}

func randomText(alphabet string, n int) string {
	letters := []rune(alphabet)
	var b strings.Builder
	for range n {
		b.WriteRune(letters[rand.IntN(len(letters))])
	}
	return b.String()
}

// sameConfig compares all fields; of zones, which are loaded anew, the names.
func sameConfig(a, b *scale.Config) bool {
	x, y := *a, *b
	same := x.Loc.String() == y.Loc.String()
	x.Loc, y.Loc = nil, nil
	return same && reflect.DeepEqual(x, y)
}

func TestFormatDSNFailsForWhatItCannotSay(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	for name, change := range map[string]func(*scale.Config){
		"TokenSource": func(c *scale.Config) {
			c.Token, c.TokenSource = "", func(context.Context) (string, error) { return "s3cr3t-token", nil }
		},
		"HTTPClient":   func(c *scale.Config) { c.HTTPClient = http.DefaultClient },
		"TLSConfig":    func(c *scale.Config) { c.TLSConfig = new(tls.Config) },
		"Trace":        func(c *scale.Config) { c.Trace = new(scale.Trace) },
		"Logger":       func(c *scale.Config) { c.Logger = slog.New(slog.DiscardHandler) },
		"zone \"\"":    func(c *scale.Config) { c.Loc = time.FixedZone("", 3600) },
		"zone \"+02\"": func(c *scale.Config) { c.Loc = time.FixedZone("+02", 7200) },
		// Zones that are not what their names say.
		"zone \"UTC\"":          func(c *scale.Config) { c.Loc = time.FixedZone("UTC", 3600) },
		"zone \"Europe/Paris\"": func(c *scale.Config) { c.Loc = time.FixedZone("Europe/Paris", 3600) },
	} {
		c := scale.NewConfig()
		c.Token, c.Host, c.Instance, c.Loc = "s3cr3t-token", "h", "7", paris
		change(c)
		dsn, err := c.FormatDSN()
		if err == nil || dsn != "" {
			t.Errorf("%s: got %q, %v", name, dsn, err)
			continue
		}
		if !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s: got %q", name, err)
		}
		if _, err := scale.NewConnector(c); err != nil {
			t.Errorf("%s: NewConnector refuses it: %v", name, err)
		}
	}
}

// A Config literal gets the defaults of what has no sensible zero.
func TestFormatDSNOfLiteral(t *testing.T) {
	c := &scale.Config{Token: "tok", Host: "h", Instance: "7"}
	got, err := c.FormatDSN()
	if want := "scale://tok@h/7?prefetch=0&max_retries=0&schema_ttl=0s"; err != nil || got != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	if c.PageSize != 0 || c.Loc != nil {
		t.Error("FormatDSN changed the Config")
	}
}
