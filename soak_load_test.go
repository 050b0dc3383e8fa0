package scale_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/scale-sql/scale"
)

// soakWorker runs one statement after the other, and checks each that ends
// without an error against the truth.
type soakWorker struct {
	*soak
	number   int
	names    int    // of records inserted so far
	least    [2]int // what n of its tanks must have reached
	most     [2]int // and can't have passed
	prepared map[*sql.DB]*sql.Stmt
}

// run runs statements until the time is up.
func (w *soakWorker) run(end context.Context) {
	load := []func(context.Context, *sql.DB) error{
		w.scan, w.scan, w.closeEarly, w.limit, w.engine, w.join, w.insert, w.insert, w.update, w.show, w.execute, w.transaction, w.budget,
	}
	for end.Err() == nil {
		ctx, cancel := w.patience()
		db := w.dbs[rand.N(len(w.dbs))]
		err := load[rand.N(len(load))](ctx, db)
		w.statements.Add(1)
		w.judge(ctx, err)
		cancel()
	}
	for _, stmt := range w.prepared {
		stmt.Close()
	}
}

// patience is a context, some of which end soon: by a deadline, or cancelled.
func (w *soakWorker) patience() (context.Context, context.CancelFunc) {
	switch soon := time.Duration(rand.N(int64(30 * time.Millisecond))); rand.N(10) {
	case 0:
		return context.WithTimeout(context.Background(), soon)
	case 1:
		ctx, cancel := context.WithCancel(context.Background())
		timer := time.AfterFunc(soon, cancel)
		return ctx, func() { timer.Stop(); cancel() }
	}
	return context.WithTimeout(context.Background(), time.Minute)
}

// judge looks at how a statement ended. Its context's end is the user's doing;
// no other request's or statement's end may show in its place.
func (w *soakWorker) judge(ctx context.Context, err error) {
	switch {
	case ctx.Err() != nil:
		w.cancelled.Add(1)
	case err == nil:
	case errors.Is(err, context.Canceled):
		w.t.Errorf("the context has not ended: %v", err)
	case !strings.HasPrefix(err.Error(), "scale: ") && !errors.Is(err, context.DeadlineExceeded):
		w.t.Errorf("the error is %v", err)
	default:
		w.failed.Add(1)
	}
}

// wrong reports a result that differs from the truth.
func (w *soakWorker) wrong(format string, args ...any) {
	w.t.Errorf(format, args...)
}

func (w *soakWorker) rows(ctx context.Context, db queryer, query string, want []string, args ...any) error {
	rows, err := tryRows(ctx, db, query, args...)
	if err == nil && !slices.Equal(rows, want) {
		w.wrong("%s: %d rows and no error, want %d: %q", query, len(rows), len(want), rows)
	}
	return err
}

func (w *soakWorker) scan(ctx context.Context, db *sql.DB) error {
	return w.rows(ctx, db, soakQueries["scan"], w.truth["scan"])
}

func (w *soakWorker) engine(ctx context.Context, db *sql.DB) error {
	return w.rows(ctx, db, soakQueries["engine"], w.truth["engine"])
}

func (w *soakWorker) join(ctx context.Context, db *sql.DB) error {
	return w.rows(ctx, db, soakQueries["join"], w.truth["join"])
}

func (w *soakWorker) show(ctx context.Context, db *sql.DB) error {
	if rand.N(2) == 0 {
		return w.rows(ctx, db, "SHOW TABLES", []string{"journal", "ship", "tank", "trip"})
	}
	return w.rows(ctx, db, "SELECT column_name FROM information_schema.columns WHERE table_name = 'trip' ORDER BY ordinal_position",
		[]string{"id", "ID_TRIP", "Ref", "ship_id"})
}

func (w *soakWorker) limit(ctx context.Context, db *sql.DB) error {
	n, from := 1+rand.N(25), rand.N(50)
	all := w.truth["scan"]
	return w.rows(ctx, db, fmt.Sprintf("%s LIMIT %d OFFSET %d", soakQueries["scan"], n, from), all[from:min(from+n, len(all))])
}

// closeEarly leaves a result in its middle.
func (w *soakWorker) closeEarly(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, soakQueries["scan"])
	if err != nil {
		return err
	}
	defer rows.Close()
	for i := range rand.N(len(w.truth["scan"])) {
		if !rows.Next() {
			if rows.Err() == nil {
				w.wrong("the scan ends after %d rows", i)
			}
			return rows.Err()
		}
		var id, nom, port, n string
		if err := rows.Scan(&id, &nom, &port, &n); err != nil {
			return err
		}
		if got := strings.Join([]string{id, nom, port, n}, "|"); got != w.truth["scan"][i] {
			w.wrong("row %d is %s, want %s", i, got, w.truth["scan"][i])
		}
	}
	return rows.Err()
}

// execute runs a prepared statement.
func (w *soakWorker) execute(ctx context.Context, db *sql.DB) error {
	stmt := w.prepared[db]
	if stmt == nil {
		var err error
		if stmt, err = db.PrepareContext(ctx, "SELECT id, Nom, Port, n FROM ship WHERE id = ?"); err != nil {
			return err
		}
		w.prepared[db] = stmt
	}
	i := rand.N(len(w.truth["scan"]))
	rows, err := stmt.QueryContext(ctx, 3*(i+1))
	if err != nil {
		return err
	}
	defer rows.Close()
	var id, nom, port, n string
	for rows.Next() {
		if err := rows.Scan(&id, &nom, &port, &n); err != nil {
			return err
		}
	}
	if got := strings.Join([]string{id, nom, port, n}, "|"); rows.Err() == nil && got != w.truth["scan"][i] {
		w.wrong("id %d: %s, want %s", 3*(i+1), got, w.truth["scan"][i])
	}
	return rows.Err()
}

// budget asks for more than its DB's budget allows.
func (w *soakWorker) budget(ctx context.Context, _ *sql.DB) error {
	rows, err := tryRows(ctx, w.thrifty, soakQueries["scan"])
	if err == nil {
		w.wrong("%d rows, and no error of the budget", len(rows))
	}
	if errors.Is(err, scale.ErrBudget) {
		w.refused.Add(1)
	}
	return err
}

// entries are names for new records of the journal, as arguments.
func (w *soakWorker) entries(n int) (names []any) {
	for range n {
		w.names++
		names = append(names, fmt.Sprintf("w%d-%d", w.number, w.names))
	}
	return names
}

func (w *soakWorker) insert(ctx context.Context, db *sql.DB) error {
	names := w.entries(1 + rand.N(7))
	query := "INSERT INTO journal (Nom) VALUES " + strings.TrimSuffix(strings.Repeat("(?), ", len(names)), ", ")
	_, err := db.ExecContext(ctx, query, names...)
	w.account(names, err)
	return err
}

// transaction inserts in a transaction, some of whose inserts are taken back.
func (w *soakWorker) transaction(ctx context.Context, _ *sql.DB) error {
	tx, err := w.buffered.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	names, dropped := w.entries(3), w.entries(1)
	for _, part := range []struct {
		query string
		args  []any
	}{
		{"INSERT INTO journal (Nom) VALUES (?)", names[:1]}, {"SAVEPOINT s", nil}, {"INSERT INTO journal (Nom) VALUES (?)", dropped},
		{"ROLLBACK TO SAVEPOINT s", nil}, {"INSERT INTO journal (Nom) VALUES (?), (?)", names[1:]},
	} {
		if _, err := tx.ExecContext(ctx, part.query, part.args...); err != nil {
			return err // nothing has been sent, as the end of the run shows
		}
	}
	if rand.N(4) == 0 {
		return tx.Rollback()
	}
	err = tx.Commit()
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return err
	}
	w.account(names, err)
	return err
}

// account compares what is said of records with what is stored. Of one of which
// that is unknown, nothing can be said before the end.
func (w *soakWorker) account(names []any, err error) {
	var e *scale.BatchError
	said := errors.As(err, &e)
	for i, name := range names {
		status := "stored"
		if err != nil {
			status = "not sent"
		}
		if said {
			status = e.Records[i].Status
		}
		w.said[status].Add(1)
		if status == "unknown" {
			w.doubtful.Store(name, true)
			continue
		}
		if n := w.server.journaled(name.(string)); n != map[string]int{"stored": 1}[status] {
			w.wrong("%v is said to be %s, and was stored %d times: %v", name, status, n, err)
		}
	}
}

// update adds one to the worker's own tanks.
func (w *soakWorker) update(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "UPDATE tank SET n = n + 1 WHERE worker = ? AND n >= 0", w.number)
	var e *scale.BatchError
	switch {
	case err == nil:
		w.raise(0, true)
		w.raise(1, true)
	case errors.As(err, &e):
		for _, r := range e.Records {
			if r.Status == "stored" || r.Status == "unknown" {
				w.raise(int(r.ID+1)%2, r.Status == "stored")
			}
		}
		return err
	default:
		return err
	}
	return nil
}

func (w *soakWorker) raise(tank int, certain bool) {
	w.most[tank]++
	if certain {
		w.least[tank]++
	}
}

// checkTanks compares the tanks with what is known of them.
func (w *soakWorker) checkTanks() {
	o, _ := w.server.Object("tank")
	for i := range 2 {
		r, _ := o.Record(int64(2*w.number + i + 1))
		if n, err := strconv.Atoi(r.Values["n"]); err != nil || n < w.least[i] || n > w.most[i] {
			w.wrong("tank %d of worker %d has n = %s, want %d to %d", i, w.number, r.Values["n"], w.least[i], w.most[i])
		}
	}
}
