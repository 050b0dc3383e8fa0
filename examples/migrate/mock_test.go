package main

import (
	"context"
	"database/sql/driver"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/DATA-DOG/go-sqlmock"
	"github.com/scale-sql/scale"
)

// mocked is a migration on a mock of a database, of a script with rows beside it.
func mocked(t *testing.T, script, rows string, args ...string) (*migration, sqlmock.Sqlmock, string) {
	t.Helper()
	db, mock, err := sqlmock.New(sqlmock.QueryMatcherOption(sqlmock.QueryMatcherEqual))
	if err != nil {
		t.Fatal(err)
	}
	path := files(t, script, rows)
	s, err := readFlags(append(args, path), "scale://t@h/i")
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := readScripts(s.scripts)
	if err != nil {
		t.Fatal(err)
	}
	m := &migration{db: db, settings: s, target: "h/i", batch: 500, journals: true, now: now, progress: newProgress(new(strings.Builder), false, true, now)}
	if err := m.open(scripts[0]); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		m.close()
		mock.ExpectClose()
		db.Close()
		if err := mock.ExpectationsWereMet(); err != nil {
			t.Error(err)
		}
	})
	return m, mock, path + ".journal"
}

// explained has the mock explain a statement as a put of a record.
func explained(mock sqlmock.Sqlmock, text string, args ...driver.Value) {
	mock.ExpectQuery("EXPLAIN FORMAT=JSON " + text).WithArgs(args...).WillReturnRows(sqlmock.NewRows([]string{"EXPLAIN"}).AddRow(
		`[{"step":1,"action":"put","object":"t","parameters":["objects=[{\"id\":0}]"],"requests":1,"records":1}]`))
}

// journaled reads a journal as the events of its lines.
func journaled(t *testing.T, path string) (events string, last entry) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	entries, _, err := readJournal(path, file)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		events += " " + e.Event
		if e.Statement > 0 {
			events += " " + e.place().String()
		}
		last = e
	}
	return events[1:], last
}

// asJournaled is a result that is asked for when the journal has the statement's start.
type asJournaled struct {
	t    *testing.T
	path string
	want string
}

func (a asJournaled) Match(driver.Value) bool {
	if got, _ := journaled(a.t, a.path); got != a.want {
		a.t.Errorf("journaled when the statement is sent: %s", got)
	}
	return true
}

func TestStatementsAreJournaled(t *testing.T) {
	const first, second = "INSERT INTO t (a) VALUES (1);", "UPDATE t SET a = 2 WHERE id = 1;"
	m, mock, journal := mocked(t, first+"\n"+second, "")
	explained(mock, first)
	explained(mock, second)
	mock.ExpectExec(first).WillReturnResult(sqlmock.NewResult(7, 1))
	mock.ExpectExec(second).WillReturnError(errors.New("no such host"))
	err := m.run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "s.sql:2: statement 2: no such host\nNothing of it is stored") || exitCode(err) != exitFailed {
		t.Errorf("got %v", err)
	}
	if got, last := journaled(t, journal); got != "script started 1 done 1 started 2 failed 2" || last.Error == "" {
		t.Errorf("journaled is %s", got)
	}
}

func TestBatchErrors(t *testing.T) {
	const insert, update = "INSERT INTO t (a) VALUES (1), (2);", "UPDATE t SET a = 2;"
	record := func(status string, id int64) scale.RecordOutcome { return scale.RecordOutcome{Status: status, ID: id} }
	for _, tt := range []struct {
		text         string
		batch        scale.BatchError
		code         int
		resolutions  string
		wantOutcomes string
	}{
		{insert, scale.BatchError{Rejected: 2, Records: []scale.RecordOutcome{record("rejected", 0), record("not sent", 0)}}, exitFailed, "", ""},
		{insert, scale.BatchError{Stored: 1, Rejected: 1, Records: []scale.RecordOutcome{record("stored", 5), record("rejected", 0)}}, exitDoubt, "done", ""},
		{insert, scale.BatchError{Unknown: 2, Records: []scale.RecordOutcome{record("unknown", 0), record("unknown", 0)}}, exitDoubt, "done retry", ""},
		{update, scale.BatchError{Stored: 1, Unknown: 1, Records: []scale.RecordOutcome{record("stored", 5), record("unknown", 6)}}, exitDoubt, "done retry", ""},
	} {
		m, mock, journal := mocked(t, tt.text, "")
		explained(mock, tt.text)
		for i := range tt.batch.Records {
			tt.batch.Records[i].Index = i
		}
		mock.ExpectExec(tt.text).WillReturnError(&tt.batch)
		err := m.run(t.Context())
		if exitCode(err) != tt.code {
			t.Errorf("%+v: got %v", tt.batch, err)
		}
		var offered []string
		for _, as := range []string{asDone, asRetry, asRest} {
			if strings.Contains(err.Error(), "-resolve 1="+as) {
				offered = append(offered, as)
			}
		}
		if strings.Join(offered, " ") != tt.resolutions {
			t.Errorf("%+v: offered is %q", tt.batch, offered)
		}
		_, last := journaled(t, journal)
		if last.Event != eventFailed || last.Stored != tt.batch.Stored || last.Unknown != tt.batch.Unknown || last.Rejected != tt.batch.Rejected || len(last.Outcomes) == 0 {
			t.Errorf("journaled is %+v", last)
		}
	}
}

// TestLoadIsATransaction checks each chunk without sending it, and then commits it,
// with the journal around the Commit.
func TestLoadIsATransaction(t *testing.T) {
	const insert = "INSERT INTO t (a) VALUES (:a);"
	m, mock, journal := mocked(t, "-- load: rows.csv empty=null\n"+insert, "a\n1\n\"\"\n3\n", "-chunk", "2")
	hold := func(values ...driver.Value) {
		mock.ExpectBegin()
		prepared := mock.ExpectPrepare(insert)
		for _, v := range values {
			prepared.ExpectExec().WithArgs(v).WillReturnResult(sqlmock.NewResult(0, 1))
		}
	}
	explained(mock, insert, "1")
	hold("1", nil)
	mock.ExpectRollback()
	hold("3")
	mock.ExpectRollback()
	hold("1", nil)
	mock.ExpectCommit()
	hold(asJournaled{t, journal, "script started 1.1 done 1.1"})
	mock.ExpectCommit().WillReturnError(&scale.BatchError{Unknown: 1, Records: []scale.RecordOutcome{{Status: "unknown"}}})
	err := m.run(t.Context())
	if exitCode(err) != exitDoubt || !strings.Contains(err.Error(), "rows.csv, lines 4 to 4") {
		t.Errorf("got %v", err)
	}
	if got, last := journaled(t, journal); got != "script started 1.1 done 1.1 started 1.2 failed 1.2" || last.Unknown != 1 {
		t.Errorf("journaled is %s, %+v", got, last)
	}
}

// TestUncountedRecords has a BatchError with other records than were sent: all are in
// doubt.
func TestUncountedRecords(t *testing.T) {
	e := failure(place{1, 2}, &scale.BatchError{Stored: 1, Records: []scale.RecordOutcome{{Status: "stored"}}}, []int{2, 4, 5})
	if e.Unknown != 3 || e.Stored != 0 || len(e.Outcomes) != 1 || e.Outcomes[0].From != 2 || e.Outcomes[0].To != 5 {
		t.Errorf("got %+v", e)
	}
}

// TestUnwrittenEnd has a disk that is full when a statement is stored, and one that is
// full before it is sent.
func TestUnwrittenEnd(t *testing.T) {
	const insert = "INSERT INTO t (a) VALUES (1);"
	m, mock, journal := mocked(t, insert, "")
	explained(mock, insert)
	mock.ExpectExec(insert).WillReturnResult(closing{m.scripts[0].journal})
	err := m.run(t.Context())
	if exitCode(err) != exitDoubt || !strings.Contains(err.Error(), "It is stored, though. When the journal can be written again, go on with -resolve 1=done") {
		t.Errorf("got %v", err)
	}
	if got, _ := journaled(t, journal); got != "script started 1" {
		t.Errorf("journaled is %s", got)
	}

	m, mock, journal = mocked(t, insert, "")
	explained(mock, insert)
	m.scripts[0].journal.file.Close()
	if err := m.run(t.Context()); exitCode(err) != exitFailed || !errors.Is(err, os.ErrClosed) {
		t.Errorf("got %v", err)
	}
	if got, _ := journaled(t, journal); got != "script" {
		t.Errorf("journaled is %s", got)
	}
}

// closing is a result that closes the journal.
type closing struct{ journal *journal }

func (c closing) LastInsertId() (int64, error) { return 1, nil }
func (c closing) RowsAffected() (int64, error) { return 1, c.journal.file.Close() }

func TestInterruptedCheck(t *testing.T) {
	m, _, journal := mocked(t, "INSERT INTO t (a) VALUES (1);", "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := m.run(ctx); !errors.Is(err, errInterrupted) {
		t.Errorf("got %v", err)
	}
	if got, _ := journaled(t, journal); got != "script" || filepath.Base(journal) != "s.sql.journal" {
		t.Errorf("journaled is %s", got)
	}
}
