package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// ran runs the program as main does.
func ran(t *testing.T, dsn string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	return ranIn(t.Context(), dsn, args...)
}

func ranIn(ctx context.Context, dsn string, args ...string) (stdout, stderr string, err error) {
	var out, errs bytes.Buffer
	p := &program{stdout: &out, stderr: &errs, dsn: dsn, now: someDay}
	err = p.run(ctx, args)
	return out.String(), errs.String(), err
}

// TestEveryReport runs the reports of the program in every format.
func TestEveryReport(t *testing.T) {
	all, err := loadLibrary("")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 5 {
		t.Errorf("there are %d reports", len(all))
	}
	for _, r := range all {
		t.Run(r.name, func(t *testing.T) {
			table, note, err := ran(t, "", r.name)
			if err != nil || strings.Contains(table, "(0 rows)") || !strings.Contains(note, "made-up data") {
				t.Errorf("got\n%s\n%s\n%v", table, note, err)
			}
			text, _, err := ran(t, "", r.name, "-format", "csv")
			if err != nil {
				t.Fatal(err)
			}
			records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var objects []map[string]any
			text, _, err = ran(t, "", r.name, "-format", "json")
			if err == nil {
				err = json.Unmarshal([]byte(text), &objects)
			}
			if err != nil || len(objects) != len(records)-1 || len(objects[0]) != len(records[0]) {
				t.Errorf("%d objects, %d lines, %v", len(objects), len(records), err)
			}
			if page, _, err := ran(t, "", r.name, "-format", "html"); err != nil || strings.Contains(page, "<svg") != (r.chart != nil) {
				t.Errorf("the page has a chart: %t, %v", strings.Contains(page, "<svg"), err)
			}
		})
	}
}

func TestParametersReachTheQuery(t *testing.T) {
	out, _, err := ran(t, "", "orders-by-month", "-since", "2025-02-01", "-until=2025-03-31", "-format", "csv")
	const want = "month,orders,total,average\r\n2025-02,59,61792.9255,1047.34\r\n2025-03,62,62454.3181,1007.33\r\n"
	if err != nil || out != want {
		t.Errorf("got\n%s%v", out, err)
	}
}

func TestAllOnOnePage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "all.html")
	if out, _, err := ran(t, "", "-all", "-o", path, "-since", "2025-01-01"); err != nil || out != "" {
		t.Fatal(out, err)
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := loadLibrary("")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if !strings.Contains(string(page), `<section id="`+r.name+`"`) {
			t.Errorf("%s is missing", r.name)
		}
	}
	if strings.Contains(string(page), "2024-12") || !strings.Contains(string(page), "made-up data") {
		t.Error("the parameter or the source is missing")
	}
}

// hostileServer has values that would leave their place in a page.
func hostileServer(t *testing.T) *scaletest.Server {
	server := scaletest.NewServer(scaletest.WithData(scaletest.Data{{
		Name:   "famille",
		Fields: []scaletest.Field{{Name: "nom", Type: "text"}, {Name: "n", Type: "integer"}},
		Records: []scaletest.Record{
			{ID: 1, Values: map[string]string{"nom": `<img src="http://x.example/y" onerror=alert(1)>`, "n": "3"}},
			{ID: 2, Values: map[string]string{"nom": "=HYPERLINK(\"http://x.example\")", "n": ""}},
			{ID: 3, Values: map[string]string{"nom": strings.Repeat("unbroken", 40), "n": "-5"}},
		},
	}}))
	t.Cleanup(server.Close)
	return server
}

// ownReports is a directory of a report.
func ownReports(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.sql"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

const hostileReport = "-- title: <i>Mine</i>\n-- about: a & b\n-- chart: hbar x=nom y=n\nSELECT nom, n FROM famille ORDER BY id"

func TestOwnReportsOnOwnInstance(t *testing.T) {
	server, dir := hostileServer(t), ownReports(t, hostileReport)
	list, _, err := ran(t, "", "-dir", dir, "-list")
	if err != nil || list != "mine\n    <i>Mine</i>\n    a & b\n" {
		t.Errorf("got %q, %v", list, err)
	}
	for _, format := range formats {
		out, errs, err := ran(t, server.DSN(), "mine", "-dir", dir, "-format", format)
		if err != nil || errs != "" || !strings.Contains(out, "HYPERLINK") {
			t.Errorf("got %s, %q, %v", out, errs, err)
		}
		if strings.Contains(out, server.Token()) {
			t.Errorf("%s has the token", format)
		}
		if format == "html" && (strings.Contains(out, "<img") || strings.Contains(out, "<i>") || !strings.Contains(out, "instance "+server.Instance())) {
			t.Errorf("the page is\n%s", out)
		}
	}
}

func TestNoErrorShowsTheToken(t *testing.T) {
	const secret = "s3cr3t"
	for _, args := range [][]string{
		{"top-products", "-dsn", "scale://" + secret + "@host"},
		{"top-products", "-dsn", "scale://" + secret + "@127.0.0.1:1/i?tls=false&max_retries=0"},
		{"top-products", "-dsn=" + secret + "@host/i"},
		{"top-products", "scale://" + secret + "@host/i"},
		{"top-products", "-dns", "scale://" + secret + "@host/i"},
		{"top-products", "-since", "2024", "-dsn", "scale://" + secret + "@host/i"},
	} {
		out, errs, err := ran(t, "", args...)
		if err == nil || strings.Contains(out+errs+err.Error(), secret) {
			t.Errorf("%v: got %s, %s, %v", args, out, errs, err)
		}
	}
}

func TestErrorsOfReports(t *testing.T) {
	for _, c := range []struct {
		sql, want string
	}{
		{"-- title: T\nSELECT nmo FROM famille", `mine: scale: `},
		{"-- title: T\nUPDATE famille SET n = 1", "mine: scale: unsupported SQL"},
		{"-- titel: T\nSELECT 1", "mine.sql: line 1: -- titel:"},
	} {
		if out, _, err := ran(t, hostileServer(t).DSN(), "-dir", ownReports(t, c.sql), "mine"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %q, %v", c.sql, out, err)
		}
	}
	for args, want := range map[string]string{
		"top-product":          `there is no report "top-product" (did you mean top-products?); -list shows all`,
		"-dir /none/such x":    "-dir /none/such: ",
		"-list -dir " + ".git": "-dir .git",
	} {
		if _, _, err := ran(t, "", strings.Fields(args)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", args, err)
		}
	}
}

func TestEndsOfTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := ranIn(ctx, "", "top-products"); !errors.Is(err, errInterrupted) || exitCode(err) != 130 {
		t.Errorf("got %v", err)
	}
	_, _, err := ran(t, "", "top-products", "-timeout", "1ns")
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "-timeout 1ns") || exitCode(err) != 1 {
		t.Errorf("got %v", err)
	}
}

func TestHelp(t *testing.T) {
	out, _, err := ran(t, "", "-h")
	if err != nil || out != usage {
		t.Errorf("got %q, %v", out, err)
	}
	for _, f := range flagDefs() {
		if f.name != "help" && !strings.Contains(usage, "  -"+f.name+" ") {
			t.Errorf("-h doesn't tell of -%s", f.name)
		}
	}
}
