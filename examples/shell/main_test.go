package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/DATA-DOG/go-sqlmock"
	"github.com/scale-sql/scale/scaletest"
	"go.uber.org/goleak"
)

// TestMain runs the program itself where a test has started it as a process.
func TestMain(m *testing.M) {
	if os.Getenv("SHELL_TEST_PROCESS") != "" {
		main()
		return
	}
	goleak.VerifyTestMain(m)
}

// ran is what a run of the program leaves.
type ran struct {
	out, errs string
	code      int
}

// shellOn runs the program on a server and an input.
func shellOn(t *testing.T, dsn, input string, args ...string) ran {
	t.Helper()
	s, err := readFlags(args, dsn)
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	err = run(t.Context(), s, strings.NewReader(input), &out, &errs)
	return ran{out.String(), errs.String(), exitCode(err)}
}

// newServer is one whose objects are few.
func newServer(t *testing.T, options ...scaletest.Option) *scaletest.Server {
	t.Helper()
	server := scaletest.NewServer(append([]scaletest.Option{scaletest.WithData(scaletest.Data{{
		Name: "shops",
		Fields: []scaletest.Field{
			{Name: "city", Type: "text", Length: 60}, {Name: "opened", Type: "date"},
			{Name: "active", Type: "boolean"}, {Name: "turnover", Type: "decimal"},
		},
		Records: []scaletest.Record{
			{ID: 1, Values: map[string]string{"city": "Nantes", "opened": "2019-04-01", "active": "Y", "turnover": "12345678901234567890.12"}},
			{ID: 2, Values: map[string]string{"city": "Évry, \"centre\"\nnord"}},
		},
	}})}, options...)...)
	t.Cleanup(server.Close)
	return server
}

// mocked is a session on a mock of a database.
func mocked(t *testing.T, s settings) (*shell, sqlmock.Sqlmock, *bytes.Buffer, *bytes.Buffer) {
	t.Helper()
	db, mock, err := sqlmock.New(sqlmock.QueryMatcherOption(sqlmock.QueryMatcherEqual))
	if err != nil {
		t.Fatal(err)
	}
	if s.format == "" {
		s.format = "table"
	}
	out, errs := new(bytes.Buffer), new(bytes.Buffer)
	sh := newShell(&target{db: db, cleanup: func() {}}, s, out, errs)
	t.Cleanup(func() {
		sh.close()
		mock.ExpectClose()
		db.Close()
		if err := mock.ExpectationsWereMet(); err != nil {
			t.Error(err)
		}
	})
	return sh, mock, out, errs
}

// feed runs a text in a session.
func feed(t *testing.T, sh *shell, text string) error {
	t.Helper()
	return sh.runReader(context.WithoutCancel(t.Context()), strings.NewReader(text), "")
}
