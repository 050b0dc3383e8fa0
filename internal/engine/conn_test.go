package engine

import (
	"strings"
	"sync"
	"testing"

	"zombiezen.com/go/sqlite"
)

// Connections come and go beside each other, and each keeps what belongs to it: its
// authorizer, too.
func TestConnectionsComeAndGo(t *testing.T) {
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 100 {
				c, err := openConn(Options{Memory: 1 << 20})
				if err != nil {
					t.Error(err)
					return
				}
				if stmt, _, err := c.db.PrepareTransient("SELECT max(1, 2)"); err != nil {
					t.Error(err)
				} else if err := stmt.Finalize(); err != nil {
					t.Error(err)
				}
				if _, _, err := c.db.PrepareTransient("CREATE TABLE t (a)"); err == nil || !strings.Contains(err.Error(), "not authorized") {
					t.Errorf("a table was created: %v", err)
				}
				if err := c.close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// A panic within SQLite's compiler, as one for an authorizer that is lost, is an error
// of the statement, whose connection nobody else gets.
func TestPanicInCompile(t *testing.T) {
	e := newEngine(t, Options{})
	if got := mustQuery(t, e, "SELECT 1", nil); len(got) != 1 {
		t.Fatal(got)
	}
	for _, c := range e.idleConns() {
		if err := c.db.SetAuthorizer(sqlite.AuthorizeFunc(func(sqlite.Action) sqlite.AuthResult { panic("lost") })); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := query(t, e, "SELECT 2", nil); err == nil || !strings.Contains(err.Error(), "panic: lost") {
		t.Errorf("got %v", err)
	}
	if got := mustQuery(t, e, "SELECT 3", nil); len(got) != 1 || got[0] != "3" {
		t.Error(got)
	}
}
