package engine

import (
	"fmt"
	"math"
	"net/url"
	"sync"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// conn is a connection to a SQLite database that is empty and stays so: tables
// are virtual, and what SQLite has to keep is in temporary files.
type conn struct {
	db *sqlite.Conn
	// spent tells that no other query may use the connection: something in it
	// was not ended properly, or ends only with it.
	spent bool
	// abandoned tells that a panic went through SQLite's own functions: their
	// state is unknown, so that it can't even be closed.
	abandoned bool
}

// comesOrGoes keeps connections from being opened while one is closed. The package
// sqlite finds what belongs to a connection by the address that it has in SQLite, and
// forgets that after SQLite has freed it: a connection that was opened in between had
// the same address, and lost its authorizer and more. A connection that the program
// itself closes with that package may do the same; then a statement fails in compile.
var comesOrGoes sync.Mutex

// openConn opens a connection and registers the functions and collations.
func openConn(opts Options) (*conn, error) {
	vfs, err := spillVFS(opts.TempDir)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	name := "file::memory:"
	if vfs != "" {
		name += "?vfs=" + url.QueryEscape(vfs)
	}
	comesOrGoes.Lock()
	db, err := sqlite.OpenConn(name, sqlite.OpenReadWrite|sqlite.OpenCreate|sqlite.OpenMemory|sqlite.OpenURI)
	comesOrGoes.Unlock()
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	c := &conn{db: db}
	if err := c.setUp(opts); err != nil {
		_ = c.close() // the first error says more
		return nil, fmt.Errorf("engine: %w", err)
	}
	return c, nil
}

func (c *conn) setUp(opts Options) error {
	// The cache of the main database, which stays empty, is also how much of a
	// sort SQLite keeps in memory. Other caches have 2 MB each.
	script := fmt.Sprintf("PRAGMA temp_store = FILE; PRAGMA cache_size = -%d", sortMemory(opts.Memory)>>10)
	if err := sqlitex.ExecuteScript(c.db, script, nil); err != nil {
		return err
	}
	c.db.Limit(sqlite.LimitAttached, 0)
	c.db.Limit(sqlite.LimitLength, maxLength(opts.Memory))
	if err := register(c.db, opts.Loc); err != nil {
		return err
	}
	return c.db.SetAuthorizer(sqlite.AuthorizeFunc(authorize))
}

// sortMemory is how much of a sort is kept in memory before it goes to a file,
// where it is sorted piece by piece and merged. Larger pieces are hardly faster,
// and a piece is sorted without a look at interrupts.
func sortMemory(memory int64) int64 { return memory / 8 }

// maxLength is how many bytes a text may have.
func maxLength(memory int64) int32 { return int32(min(max(memory, 16<<20), math.MaxInt32/2)) }

// authorize lets a statement read and compute, and nothing else.
func authorize(a sqlite.Action) sqlite.AuthResult {
	switch a.Type() {
	case sqlite.OpSelect, sqlite.OpRead, sqlite.OpFunction, sqlite.OpRecursive:
		return sqlite.AuthResultOK
	}
	return sqlite.AuthResultDeny
}

// clean reports whether another query may use the connection.
func (c *conn) clean() bool { return !c.spent && !c.abandoned && c.db.CheckReset() == "" }

func (c *conn) close() error {
	if c.abandoned {
		return nil
	}
	comesOrGoes.Lock()
	defer comesOrGoes.Unlock()
	return c.db.Close()
}
