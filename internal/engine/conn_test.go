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
				checkRestricted(t, c.db)
				if err := c.close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// checkRestricted checks that a connection lets statements read, and not write.
func checkRestricted(t *testing.T, db *sqlite.Conn) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("the authorizer is lost: %v", p)
		}
	}()
	if stmt, _, err := db.PrepareTransient("SELECT max(1, 2)"); err != nil {
		t.Error(err)
	} else if err := stmt.Finalize(); err != nil {
		t.Error(err)
	}
	if _, _, err := db.PrepareTransient("CREATE TABLE t (a)"); err == nil || !strings.Contains(err.Error(), "not authorized") {
		t.Errorf("a table was created: %v", err)
	}
}
