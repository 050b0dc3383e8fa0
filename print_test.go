package scale_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
)

type byValue struct {
	Name   string
	Config scale.Config
}

type byPointer struct{ Config *scale.Config }

type embedded struct {
	scale.Config
	Name string
}

type embeddedPointer struct{ *scale.Config }

type unexported struct {
	connector *scale.Connector
	db        *sql.DB
}

// printed is everything of ours that a program may print by mistake.
func printed(t *testing.T, c *scale.Config) map[string]any {
	t.Helper()
	connector, err := scale.NewConnector(c)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	t.Cleanup(func() { db.Close() })
	stmt, err := db.Prepare("SELECT id FROM contact WHERE id = ?")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stmt.Close() })
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	var driverConn any
	if err := conn.Raw(func(c any) error { driverConn = c; return nil }); err != nil {
		t.Fatal(err)
	}
	return map[string]any{
		"Config": *c, "*Config": c, "slice": []scale.Config{*c}, "slice of pointers": []*scale.Config{c},
		"map": map[string]scale.Config{"x": *c}, "any": any(c), "by value": byValue{"x", *c}, "pointer to by value": &byValue{"x", *c},
		"by pointer": byPointer{c}, "embedded": embedded{*c, "x"}, "embedded pointer": embeddedPointer{c},
		"unexported": unexported{connector, db}, "*Connector": connector, "Connector": *connector,
		"DB": db, "Stmt": stmt, "Conn": conn, "driver's conn": driverConn, "Driver": db.Driver(),
	}
}

func TestPrintingShowsNoToken(t *testing.T) {
	const token = "Xq7vKp2mWz9t"
	c := scale.NewConfig()
	c.Token, c.Host, c.Instance = token, "api.scal-e.com", "7"
	c.Logger = slog.New(slog.DiscardHandler)
	values := printed(t, c)
	for name, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%T", "%t", "%5.3v", "%!"} {
			text := fmt.Sprintf(verb, v)
			if shows(text, token) {
				t.Errorf("%s with %s shows the token: %s", name, verb, text)
			}
		}
		for _, text := range []string{fmt.Sprint(v), fmt.Sprintln(v), logged(v, true), logged(v, false), encoded(v)} {
			if shows(text, token) {
				t.Errorf("%s shows the token: %s", name, text)
			}
		}
	}
}

// shows reports whether a text has the token in it, in letters or in hex.
func shows(text, token string) bool {
	hex := fmt.Sprintf("%x", token)
	return strings.Contains(text, token) || strings.Contains(strings.ToLower(text), hex)
}

func logged(v any, asJSON bool) string {
	var b bytes.Buffer
	var handler slog.Handler = slog.NewTextHandler(&b, nil)
	if asJSON {
		handler = slog.NewJSONHandler(&b, nil)
	}
	slog.New(handler).Info("a message", "value", v, slog.Group("group", "value", v))
	return b.String()
}

func encoded(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestConfigPrintsItsDSN(t *testing.T) {
	c, err := scale.ParseDSN("scale://Xq7v@api.scal-e.com/7?page_size=10")
	if err != nil {
		t.Fatal(err)
	}
	const want = "scale://[token]@api.scal-e.com/7?page_size=10"
	for _, got := range []string{fmt.Sprint(c), fmt.Sprintf("%+v", *c), fmt.Sprintf("%d", c), c.LogValue().String()} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := fmt.Sprint((*scale.Config)(nil)); got != "<nil>" {
		t.Errorf("a nil Config prints as %s", got)
	}
}
