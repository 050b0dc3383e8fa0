package engine

import (
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"
)

// These are the package sqlite's, where it looks for what belongs to a connection.
var (
	//go:linkname authorizers zombiezen.com/go/sqlite.authorizers
	authorizers struct {
		mu sync.RWMutex
		m  map[uintptr]sqlite.Authorizer
	}
	//go:linkname allConns zombiezen.com/go/sqlite.allConns
	allConns struct {
		mu    sync.RWMutex
		table map[uintptr]*sqlite.Conn
	}
)

// The program may close a connection of its own, whose address a connection of the
// engine has by the time that the package sqlite forgets what was there.
func TestForgottenByOthers(t *testing.T) {
	c, err := openConn(Options{Memory: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	authorizers.mu.Lock()
	delete(authorizers.m, handle(c.db))
	authorizers.mu.Unlock()
	checkRestricted(t, c.db)
	if err := c.close(); err != nil {
		t.Error(err)
	}
}

// freed is whether a connection was still known when SQLite freed what it held.
var freed = make(chan bool, 1)

func whenFreed(_ *libc.TLS, address uintptr) {
	freed <- known(address)
}

// known reports whether the package sqlite knows a connection.
func known(address uintptr) bool {
	allConns.mu.RLock()
	defer allConns.mu.RUnlock()
	return allConns.table[address] != nil
}

// Once SQLite has freed a connection, one of the program's own may have its address:
// that must not be what is forgotten.
func TestForgottenBeforeFreed(t *testing.T) {
	c, err := openConn(Options{Memory: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	address := handle(c.db)
	if !known(address) {
		t.Fatal("the package sqlite keeps its connections somewhere else")
	}
	tls := libc.NewTLS()
	defer tls.Close()
	name, err := libc.CString("probe")
	if err != nil {
		t.Fatal(err)
	}
	defer libc.Xfree(tls, name)
	hook := *(*uintptr)(unsafe.Pointer(&struct {
		f func(*libc.TLS, uintptr)
	}{whenFreed}))
	if rc := lib.Xsqlite3_create_function_v2(tls, address, name, 0, lib.SQLITE_UTF8, address, hook, 0, 0, hook); rc != lib.SQLITE_OK {
		t.Fatal(rc)
	}
	if err := c.close(); err != nil {
		t.Error(err)
	}
	select {
	case stillKnown := <-freed:
		if stillKnown {
			t.Error("SQLite freed the connection before it was forgotten")
		}
	default:
		t.Error("SQLite has not freed the connection")
	}
}
