package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/DATA-DOG/go-sqlmock"
)

const mockReport = "-- title: <T>\n-- param: since date 2024-01-01 first day\n-- param: n integer 3\n-- chart: bar x=month y=total\nSELECT month, total FROM t WHERE d > :since AND n > :n"

// mocked is a database that expects the query of mockReport with its arguments.
func mocked(t *testing.T) (*sql.DB, *sqlmock.ExpectedQuery) {
	t.Helper()
	db, mock, err := sqlmock.New(sqlmock.QueryMatcherOption(sqlmock.QueryMatcherEqual))
	if err != nil {
		t.Fatal(err)
	}
	query := mock.ExpectQuery("SELECT month, total FROM t WHERE d > :since AND n > :n").
		WithArgs(sql.Named("since", "2025-06-01"), sql.Named("n", int64(3)))
	t.Cleanup(func() {
		mock.ExpectClose()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if err := mock.ExpectationsWereMet(); err != nil {
			t.Error(err)
		}
	})
	return db, query
}

func mockRows(rows ...[]any) *sqlmock.Rows {
	all := sqlmock.NewRowsWithColumnDefinition(sqlmock.NewColumn("month").OfType("TEXT", ""), sqlmock.NewColumn("total").OfType("DECIMAL", ""))
	for _, r := range rows {
		all.AddRow(r[0], r[1])
	}
	return all
}

// produce runs mockReport on a database.
func produce(ctx context.Context, t *testing.T, db *sql.DB, flags ...string) (string, error) {
	t.Helper()
	r, err := parseReport("mock", mockReport)
	if err != nil {
		t.Fatal(err)
	}
	a, err := parseArguments(append([]string{"mock", "-since", "2025-06-01"}, flags...), "")
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := makeJobs([]*report{r}, a.params, someDay)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	p := &program{stdout: &out, stderr: &bytes.Buffer{}, now: someDay}
	err = p.produce(ctx, db, a, jobs, "a test")
	return out.String(), err
}

func TestProduce(t *testing.T) {
	for format, want := range map[string]string{
		"table": " month   | total\n---------+-------\n 2025-06 | 10.50\n NULL    |  NULL\n(2 rows)\n",
		"csv":   "month,total\r\n2025-06,10.50\r\n,\r\n",
		"json":  "[\n{\"month\":\"2025-06\",\"total\":10.50},\n{\"month\":null,\"total\":null}\n]\n",
	} {
		db, query := mocked(t)
		query.WillReturnRows(mockRows([]any{"2025-06", "10.50"}, []any{nil, nil}))
		got, err := produce(t.Context(), t, db, "-format", format)
		if err != nil {
			t.Error(err)
		}
		if got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", format, got, want)
		}
	}
}

func TestFailureLeavesNoFile(t *testing.T) {
	failure := errors.New("the connection broke")
	for _, format := range formats {
		path := filepath.Join(t.TempDir(), "old")
		if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
			t.Fatal(err)
		}
		db, query := mocked(t)
		query.WillReturnRows(mockRows([]any{"2025-06", "10.50"}, []any{"2025-07", "1"}).RowError(1, failure))
		if _, err := produce(t.Context(), t, db, "-format", format, "-o", path); !errors.Is(err, failure) || !strings.Contains(err.Error(), "mock: ") {
			t.Errorf("%s: got %v", format, err)
		}
		content, _ := os.ReadFile(path)
		entries, _ := os.ReadDir(filepath.Dir(path))
		if string(content) != "old" || len(entries) != 1 {
			t.Errorf("%s: the file is %q among %d", format, content, len(entries))
		}
	}
}

func TestFailureOnStdoutIsNeverWhole(t *testing.T) {
	db, query := mocked(t)
	query.WillReturnRows(mockRows([]any{"2025-06", "10.50"}, []any{"2025-07", "1"}).RowError(1, errors.New("broke")))
	if out, err := produce(t.Context(), t, db, "-format", "json"); err == nil || strings.Contains(out, "]") {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestQueryFails(t *testing.T) {
	failure := errors.New("no such table")
	db, query := mocked(t)
	query.WillReturnError(failure)
	if out, err := produce(t.Context(), t, db); !errors.Is(err, failure) || out != "" {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestChartOfOtherColumns(t *testing.T) {
	db, query := mocked(t)
	query.WillReturnRows(sqlmock.NewRows([]string{"month", "totals"}).AddRow("a", "b"))
	_, err := produce(t.Context(), t, db, "-format", "html")
	if err == nil || !strings.Contains(err.Error(), "column total is not in the result (did you mean totals?); its columns are month, totals") {
		t.Errorf("got %v", err)
	}
}

func TestFileIsWritten(t *testing.T) {
	dir := t.TempDir()
	old, link := filepath.Join(dir, "old.csv"), filepath.Join(dir, "link.csv")
	if err := os.WriteFile(old, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("old.csv", link); err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]os.FileMode{filepath.Join(dir, "new.csv"): 0o600, old: 0o644, link: 0o644} {
		db, query := mocked(t)
		query.WillReturnRows(mockRows([]any{"2025-06", "10.50"}))
		if _, err := produce(t.Context(), t, db, "-o", path); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
		if content, _ := os.ReadFile(path); string(content) != "month,total\r\n2025-06,10.50\r\n" {
			t.Errorf("%s holds %q", path, content)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
	if _, err := openOutput(dir, nil, nil); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("got %v", err)
	}
	path := filepath.Join(dir, "none", "x")
	if _, err := openOutput(path, nil, nil); !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), "-o "+path+": ") {
		t.Errorf("got %v", err)
	}
}
