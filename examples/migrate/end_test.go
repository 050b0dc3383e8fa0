package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// puts makes a middleware of what answers the puts of a server.
func puts(answer func(n int, inner http.Handler, w http.ResponseWriter, r *http.Request)) scaletest.Option {
	var n atomic.Int64
	return scaletest.WithMiddleware(func(inner http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.URL.Path, "/put_objects/") {
				inner.ServeHTTP(w, r)
				return
			}
			answer(int(n.Add(1)), inner, w, r)
		})
	})
}

// refusing is a server that refuses records whose name begins with an x.
func refusing() scaletest.Option {
	return puts(func(_ int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
		var all, good []json.RawMessage
		json.Unmarshal([]byte(r.FormValue("objects")), &all)
		for _, record := range all {
			if !bytes.Contains(record, []byte(`"x`)) {
				good = append(good, record)
			}
		}
		objects, _ := json.Marshal(good)
		inside := r.Clone(r.Context())
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		form.WriteField("objects", string(objects))
		form.Close()
		inside.Header.Set("Content-Type", form.FormDataContentType())
		inside.Body, inside.ContentLength = io.NopCloser(&body), int64(body.Len())
		answer := httptest.NewRecorder()
		if len(good) > 0 {
			inner.ServeHTTP(answer, inside)
		}
		var stored struct{ Objects []json.RawMessage }
		json.Unmarshal(answer.Body.Bytes(), &stored)
		list := []json.RawMessage{}
		for _, record := range all {
			if bytes.Contains(record, []byte(`"x`)) {
				list = append(list, json.RawMessage(`{"status":"KO","id":"0","message":"not this one"}`))
				continue
			}
			list, stored.Objects = append(list, stored.Objects[0]), stored.Objects[1:]
		}
		json.NewEncoder(w).Encode(map[string]any{"objects": list})
	})
}

const threeStatements = "INSERT INTO people (name, age) VALUES ('a', 1), ('b', NULL);\n" +
	"-- load: rows.csv empty=null\nINSERT INTO people (name, age) VALUES (:name, :age);\n" +
	"UPDATE people SET age = age + 1 WHERE age = 1;\n"

// files writes a script, and rows for it.
func files(t *testing.T, script, rows string) (path string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "rows.csv", rows)
	return write(t, dir, "s.sql", script)
}

func TestMigrate(t *testing.T) {
	server := newServer(t)
	path := files(t, threeStatements, "name,age\nc,1\nd,\ne,3\n")
	migrate(t.Context(), server.DSN(), "-n", "-chunk", "2", path).wants(t, 0,
		"s.sql:1: statement 1: INSERT people: 2 records, 1 request\n    {\"id\":0,\"data\":{\"name\":\"a\",\"age\":\"1\"}}",
		"rows.csv, 2 chunks, 3 records, at least 2 requests",
		"s.sql:4: statement 3: UPDATE people: as many records as it finds, at least 1 request\n    reads people ",
		"Total: 3 statements, 5 records and what 1 statement finds, at least 4 requests. Nothing was written.")
	isStored(t, server, "")
	if _, err := os.Stat(path + ".journal"); err == nil {
		t.Error("a dry run makes a journal")
	}
	server.ResetRequests()
	migrate(t.Context(), server.DSN(), "-chunk", "2", path).wants(t, 0,
		"s.sql:1: statement 1: 2 records", "s.sql:3: statement 2: 3 records", "s.sql:4: statement 3: 2 records", "3 statements, 7 records in")
	isStored(t, server, "a b c d e")
	puts := 0
	for _, r := range server.Requests() {
		if r.Method == http.MethodPost {
			puts++
		}
	}
	if puts != 4 {
		t.Errorf("%d puts", puts)
	}
	for range 2 {
		server.ResetRequests()
		migrate(t.Context(), server.DSN(), path).wants(t, 0, "nothing left to do")
		if n := len(server.Requests()); n > 0 {
			t.Errorf("%d requests for nothing", n)
		}
	}
	migrate(t.Context(), server.DSN(), "-n", path).wants(t, 0, "statement 1: done before", "Total: 0 statements, 0 records, 0 requests")
	if info, err := os.Stat(path + ".journal"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	journal := read(t, path+".journal")
	for _, want := range []string{`"affected":2,"ids":[1,2]}`, `"before":2,"rows":1,`, `"last":true`, `"kind":"UPDATE"`} {
		if !strings.Contains(journal, want) {
			t.Errorf("no %s in\n%s", want, journal)
		}
	}
	if strings.Contains(journal, server.Token()) {
		t.Error("the journal has the token")
	}
}

// TestNothingIsSentOfAWrongScript has the last statement wrong.
func TestNothingIsSentOfAWrongScript(t *testing.T) {
	const good = "INSERT INTO people (name) VALUES ('a');\n"
	for _, tt := range []struct{ script, rows, want string }{
		{"UPDATE people SET nme = 'x' WHERE id = 1;", "", `s.sql:2: statement 2: scale: unknown column "nme"`},
		{"INSERT INTO people (age) VALUES ('x');", "", "s.sql:2: statement 2: "},
		{"-- load: no.csv\nINSERT INTO people (name) VALUES (:name);", "", "s.sql:3: statement 2: open "},
		{"-- load: rows.csv\nINSERT INTO people (name) VALUES (:name);", "nom\nx\n", "no column is :name"},
		{"-- load: rows.csv\nINSERT INTO people (name, age) VALUES (:name, :age);", "name,age\nx,1\ny,z\n", `rows.csv:3: scale: `},
		{"-- load: rows.csv\nINSERT INTO people (name) VALUES (:name);", "name\nx\n" + strings.Repeat("y", 21) + "\n", `rows.csv:3: scale: `},
		{"-- load: rows.csv\nINSERT INTO people (name, age) VALUES (:name, :age);", "name,age\nx,\n", `"" is not an integer of 64 bits; empty=null in the load line`},
		{"-- load: rows.csv\nINSERT INTO people (name, age) VALUES (:name, :age);", "name,age\ny,z\n", `rows.csv:2: scale: `},
		{"-- load: rows.csv\nINSERT INTO people (name) VALUES (:name), ('b');", "name\nx\n", "rows.csv:2: it writes 2 records for the row"},
		{"-- load: rows.csv\nUPDATE people SET age = 1 WHERE name = :name;", "name\nx\n", "it reads records, and what loads a file can't"},
		{"-- load: rows.csv\nINSERT INTO people (name) SELECT name FROM people WHERE name = :name;", "name\nx\n", "it reads records"},
	} {
		server := newServer(t)
		path := files(t, good+tt.script, tt.rows)
		for _, args := range [][]string{{path}, {"-n", path}} {
			migrate(t.Context(), server.DSN(), args...).wants(t, 1, tt.want)
		}
		isStored(t, server, "")
		write(t, filepath.Dir(path), "s.sql", good)
		migrate(t.Context(), server.DSN(), path).wants(t, 0)
		isStored(t, server, "a")
	}
}

// TestChanged changes what has been sent, and checks that nothing more is.
func TestChanged(t *testing.T) {
	const rows = "name,age\nc,1\nd,\ne,3\n"
	for _, tt := range []struct{ script, rows, want string }{
		{strings.Replace(threeStatements, "'b'", "'B'", 1), rows, "s.sql:1: statement 1 was changed"},
		{strings.Replace(threeStatements, "('b'", "\n('b'", 1), rows, "s.sql:1: statement 1 was changed"},
		{strings.Replace(threeStatements, "age + 1", "age +\n2", 1), rows, "s.sql:4: statement 3 was changed"},
		{strings.Replace(threeStatements, " empty=null", "", 1), rows, "s.sql:3: statement 2 was changed"},
		{"INSERT INTO people (name) VALUES ('z');\n" + threeStatements, rows, "s.sql:1: statement 1 was changed"},
		{threeStatements[:strings.Index(threeStatements, "UPDATE")], rows, "the script has no more than 2"},
		{threeStatements, strings.Replace(rows, "e,3", "e,4", 1), "rows.csv:4: a row of chunk 2"},
		{threeStatements, strings.Replace(rows, "e,3\n", "", 1), "rows.csv: the file has fewer rows"},
		{threeStatements, rows + "f,1\n", "rows.csv:5: rows were added behind the 3"},
	} {
		server := newServer(t)
		path := files(t, threeStatements, rows)
		migrate(t.Context(), server.DSN(), "-chunk", "2", path).wants(t, 0)
		write(t, filepath.Dir(path), "s.sql", tt.script)
		write(t, filepath.Dir(path), "rows.csv", tt.rows)
		migrate(t.Context(), server.DSN(), path).wants(t, 1, tt.want)
		isStored(t, server, "a b c d e")
	}
	server := newServer(t)
	path := files(t, "INSERT INTO people (name)\nVALUES\n('a'),\n('b');", "")
	migrate(t.Context(), server.DSN(), path).wants(t, 0)
	write(t, filepath.Dir(path), "s.sql", "\nINSERT INTO people (name)\nVALUES\n('a'),\n('c');")
	migrate(t.Context(), server.DSN(), path).wants(t, 1, "s.sql:5: statement 1 was changed after it was started, as line 1")
	write(t, filepath.Dir(path), "s.sql", "-- Comments may change.\nINSERT INTO people (name)\nVALUES\n('a'),\n('b');\nINSERT INTO people (name) VALUES ('c');")
	migrate(t.Context(), server.DSN(), path).wants(t, 0)
	isStored(t, server, "a b c")
	other := newServer(t)
	migrate(t.Context(), other.DSN(), path).wants(t, 1, "and this one is on "+strings.TrimPrefix(other.URL(), "http://")+"/demo; name another journal")
	isStored(t, other, "")
	migrate(t.Context(), other.DSN(), "-journal", path+".other", path).wants(t, 0)
	isStored(t, other, "a b c")
}

// TestCorrectedDSN goes on with the journal of a run on the wrong instance, which began
// nothing.
func TestCorrectedDSN(t *testing.T) {
	server := newServer(t)
	path := files(t, "INSERT INTO people (name) VALUES ('a');", "")
	wrong := strings.Replace(server.DSN(), "/demo", "/dmeo", 1)
	migrate(t.Context(), wrong, path).wants(t, 1, "404")
	migrate(t.Context(), server.DSN(), "-n", path).wants(t, 0, "1 record")
	migrate(t.Context(), server.DSN(), path).wants(t, 0)
	isStored(t, server, "a")
	migrate(t.Context(), server.DSN(), path).wants(t, 0, "nothing left")
	migrate(t.Context(), wrong, path).wants(t, 1, "is the journal of a run on")
	if journal := read(t, path+".journal"); strings.Contains(journal, "dmeo") || strings.Count(journal, "\n") != 3 {
		t.Errorf("the journal is %s", journal)
	}
}

// TestStoredThen503 loses the answer to a put that was stored: it isn't repeated.
func TestStoredThen503(t *testing.T) {
	for _, tt := range []struct{ script, place string }{
		{"INSERT INTO people (name) VALUES ('a');\nINSERT INTO people (name) VALUES ('b'), ('c');\nINSERT INTO people (name) VALUES ('d');", "2"},
		{"-- load: rows.csv\nINSERT INTO people (name) VALUES (:name);", "1.2"},
	} {
		lost := puts(func(n int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
			if n == 2 {
				inner.ServeHTTP(httptest.NewRecorder(), r)
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			inner.ServeHTTP(w, r)
		})
		server := newServer(t, lost)
		path := files(t, tt.script, "name\na\nb\nd\n")
		migrate(t.Context(), server.DSN(), "-chunk", "1", path).wants(t, 3, "503", "-resolve "+tt.place+"=done ", "-resolve "+tt.place+"=retry")
		stored := strings.Join(names(server), " ")
		for range 2 {
			migrate(t.Context(), server.DSN(), "-chunk", "1", path).wants(t, 3, "was not stored whole: 0 records are stored, 0 are not, of ", "-resolve "+tt.place+"=done ")
			migrate(t.Context(), server.DSN(), "-n", path).wants(t, 3, "-resolve "+tt.place+"=done ")
			isStored(t, server, stored)
		}
		migrate(t.Context(), server.DSN(), "-resolve", "9=done", path).wants(t, 1, "9 is not in doubt")
		migrate(t.Context(), server.DSN(), "-resolve", tt.place+"=done", path).wants(t, 0)
		isStored(t, server, stored+" d")
		migrate(t.Context(), server.DSN(), "-resolve", tt.place+"=done", path).wants(t, 1, "is not in doubt")
	}
}

// TestRefusedBeforeStored has a put refused as a whole: nothing is in doubt.
func TestRefusedBeforeStored(t *testing.T) {
	server := newServer(t, puts(func(n int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
		if n == 2 {
			http.Error(w, `{"error":"not now"}`, http.StatusForbidden)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	path := files(t, "-- load: rows.csv\nINSERT INTO people (name) VALUES (:name);", "name\na\nb\nc\n")
	migrate(t.Context(), server.DSN(), "-chunk", "1", path).wants(t, 1, "not now", "Nothing of it is stored", "rows.csv, lines 3 to 3")
	isStored(t, server, "a")
	write(t, filepath.Dir(path), "rows.csv", "name\na\nB\nC\nD\n")
	migrate(t.Context(), server.DSN(), path).wants(t, 0)
	isStored(t, server, "a B C D")
}

// TestRest has a record refused in the midst of a chunk.
func TestRest(t *testing.T) {
	const script = "-- load: rows.csv\nINSERT INTO people (name) VALUES (:name);"
	const rows = "name\na\nb\nxc\nd\ne\nf\ng\n"
	for _, as := range []string{"rest", "retry"} {
		server := newServer(t, refusing())
		path := files(t, script, rows)
		dsn := server.DSN("batch_size=2")
		migrate(t.Context(), dsn, "-chunk", "6", path).wants(t, 3, "line 4 was refused: not this one", "-resolve 1.1=rest")
		isStored(t, server, "a b d")
		migrate(t.Context(), dsn, path).wants(t, 3, "3 records are stored, 3 are not, of 0 it is unknown")
		migrate(t.Context(), dsn, "-resolve", "1.1="+as, path).wants(t, 3, "line 4 was refused") // it is again, and the others are sent at last
		stored := strings.Join(names(server), " ")
		write(t, filepath.Dir(path), "rows.csv", strings.Replace(rows, "\nd\n", "\nD\n", 1))
		migrate(t.Context(), dsn, "-resolve", "1.1="+as, path).wants(t, 1, "rows.csv:2: a row of chunk 1")
		write(t, filepath.Dir(path), "rows.csv", strings.Replace(rows, "xc", "c", 1))
		migrate(t.Context(), dsn, "-n", path).wants(t, 3, "statement 1: INSERT people: ", "-resolve 1.1=rest")
		migrate(t.Context(), dsn, "-resolve", "1.1="+as, path).wants(t, 0)
		isStored(t, server, stored+" c f g")
	}
}

func TestStatementPartlyStored(t *testing.T) {
	server := newServer(t, refusing())
	path := files(t, "INSERT INTO people (name) VALUES ('a'), ('xb'), ('c');", "")
	got := migrate(t.Context(), server.DSN(), path)
	got.wants(t, 3, "-resolve 1=done")
	if strings.Contains(got.errs, "=retry") || strings.Contains(got.errs, "=rest") {
		t.Errorf("offered is\n%s", got.errs)
	}
	migrate(t.Context(), server.DSN(), "-resolve", "1=retry", path).wants(t, 1, "2 of its records are known to be stored")
	migrate(t.Context(), server.DSN(), "-resolve", "1=rest", path).wants(t, 1, "append what is missing")
	isStored(t, server, "a c")
	write(t, filepath.Dir(path), "s.sql", read(t, path)+"\nINSERT INTO people (name) VALUES ('b');")
	migrate(t.Context(), server.DSN(), "-resolve", "1=done", path).wants(t, 0)
	isStored(t, server, "a c b")
}

// TestInterrupted ends the context while a chunk is sent: the chunk is finished.
func TestInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	server := newServer(t, puts(func(n int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
		interrupt()
		inner.ServeHTTP(w, r)
	}))
	path := files(t, "-- load: rows.csv\nINSERT INTO people (name) VALUES (:name);\nINSERT INTO people (name) VALUES ('z');", "name\na\nb\nc\n")
	migrate(ctx, server.DSN(), "-chunk", "2", path).wants(t, 130, "interrupted before chunk 2", "the same command goes on")
	isStored(t, server, "a b")
	migrate(ctx, server.DSN(), path).wants(t, 130, "nothing was sent")
	migrate(t.Context(), server.DSN(), path).wants(t, 0)
	isStored(t, server, "a b c z")
}

func TestSeveralScripts(t *testing.T) {
	server := newServer(t)
	dir := t.TempDir()
	first := write(t, dir, "1.sql", "INSERT INTO people (name) VALUES ('a');")
	second := write(t, dir, "2.sql", "INSERT INTO people (name) VALUES ('b');")
	if err := os.Symlink(second, filepath.Join(dir, "link.sql")); err != nil {
		t.Fatal(err)
	}
	migrate(t.Context(), server.DSN(), second, filepath.Join(dir, "link.sql")).wants(t, 2, "named twice")
	migrate(t.Context(), server.DSN(), first, second).wants(t, 0, "2 statements, 2 records")
	migrate(t.Context(), server.DSN(), filepath.Join(dir, "link.sql"), first).wants(t, 0, "nothing left")
	isStored(t, server, "a b")
}

func TestEmptyFile(t *testing.T) {
	server := newServer(t)
	path := files(t, "-- load: rows.csv\nINSERT INTO people (name) VALUES (:name);\nINSERT INTO people (name) VALUES ('z');", "name\n")
	migrate(t.Context(), server.DSN(), "-n", path).wants(t, 0, "no row")
	migrate(t.Context(), server.DSN(), path).wants(t, 0, "statement 1: 0 records")
	write(t, filepath.Dir(path), "rows.csv", "name\na\n")
	migrate(t.Context(), server.DSN(), path).wants(t, 1, "rows were added")
	isStored(t, server, "z")
}

func TestOptions(t *testing.T) {
	server := newServer(t)
	path := files(t, fmt.Sprintf("INSERT INTO people (name) VALUES ('a')%s;", strings.Repeat(", ('b')", 600)), "")
	migrate(t.Context(), server.DSN(), "-max-requests", "1", path).wants(t, 1, "max_requests", "Nothing of it is stored")
	isStored(t, server, "")
	migrate(t.Context(), server.DSN(), "-max-requests", "2", "-timeout", "20s", "-rate", "6000", "-q", path).wants(t, 0)
	if n := len(names(server)); n != 601 {
		t.Errorf("%d records", n)
	}
}

func TestMisuse(t *testing.T) {
	for _, tt := range []struct {
		dsn, args, want string
	}{
		{"", "", "name the scripts"},
		{"", "-chunk 0 a.sql", "-chunk is"},
		{"", "-rate -1 a.sql", "can't be negative"},
		{"", "a.sql -q", "write flags before"},
		{"", "-", "- is none"},
		{"", "-journal j a.sql", "without a DSN there is no journal"},
		{"scale://t@h/i", "-journal j a.sql b.sql", "about one script"},
		{"scale://t@h/i", "-n -resolve 1=done a.sql", "use one of them"},
		{"scale://t@h/i", "-resolve 1=done -resolve 2=done a.sql", "use -resolve once"},
		{"scale://t@h/i", "-resolve 1=perhaps a.sql", "write it as 3=done"},
		{"", "-dns scale://secret@h/i a.sql", "not defined"},
		{"", "-dns=scale://secret@h/i a.sql", "not defined"},
		{"", "scale://secret@h/i", "a DSN is given with"},
	} {
		got := migrate(t.Context(), tt.dsn, strings.Fields(tt.args)...)
		got.wants(t, 2, tt.want, "-h tells how to use it")
		if strings.Contains(got.errs, "secret") {
			t.Errorf("%s shows the token: %s", tt.args, got.errs)
		}
	}
	migrate(t.Context(), "", "-h").wants(t, 0, usage)
}

func TestEmbedded(t *testing.T) {
	path := files(t, "INSERT INTO contact (Prenom) VALUES ('a');", "")
	for range 2 {
		migrate(t.Context(), "", path).wants(t, 0, "this is a rehearsal", "1 statement, 1 record in")
	}
	if _, err := os.Stat(path + ".journal"); err == nil {
		t.Error("a rehearsal makes a journal")
	}
}

// TestUpdates has updates that name no record, or records that aren't there.
func TestUpdates(t *testing.T) {
	server := newServer(t)
	path := files(t, "INSERT INTO people (name, age) VALUES ('a', 1), ('b', 2);\nUPDATE people SET age = 9 WHERE FALSE;\nUPDATE people SET age = 9 WHERE id IN (NULL);\n"+
		"UPDATE people SET age = 9 WHERE id = 77;\n-- load: rows.csv\nUPDATE people SET age = :age WHERE id = :id;", "id,age\n1,5\n2,6\n")
	migrate(t.Context(), server.DSN(), "-n", path).wants(t, 0, "rows.csv, 1 chunk, 2 records")
	migrate(t.Context(), server.DSN(), path).wants(t, 0)
	people, _ := server.Object("people")
	if got := people.Records[0].Values["age"] + people.Records[1].Values["age"]; got != "56" {
		t.Errorf("ages are %s", got)
	}
}
