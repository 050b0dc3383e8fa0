package engine

import (
	"fmt"
	"reflect"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"
)

// The package sqlite keeps what belongs to a connection in maps of the whole process,
// by the address that the connection has in SQLite, and forgets it after SQLite has
// freed that. A connection opened in between, ours or one that the program has beside
// ours, may have the same address: it loses its authorizer, which then ends the
// program in a panic, or the handler that waits for locks. So ours have an authorizer
// that is in no map, and are forgotten before they are freed.

// handle is the address of a connection in SQLite, 0 if the package sqlite doesn't
// keep it where it did.
func handle(db *sqlite.Conn) uintptr {
	f := reflect.ValueOf(db).Elem().FieldByName("conn")
	if f.Kind() != reflect.Uintptr {
		return 0
	}
	return uintptr(f.Uint())
}

// restrict has SQLite ask authorize for each thing that a statement does, or lifts
// that.
func restrict(db *sqlite.Conn, on bool) error {
	address := handle(db)
	var callback uintptr
	switch {
	case address != 0 && on:
		callback = *(*uintptr)(unsafe.Pointer(&struct{ f authorizer }{authorizeCall}))
	case on:
		return db.SetAuthorizer(sqlite.AuthorizeFunc(func(a sqlite.Action) sqlite.AuthResult { return authorize(a.Type()) }))
	case address == 0:
		return db.SetAuthorizer(nil)
	}
	tls := libc.NewTLS()
	defer tls.Close()
	return sqlite.ResultCode(lib.Xsqlite3_set_authorizer(tls, address, callback, 0)).ToError()
}

// authorizer is the type of SQLite's authorizers.
type authorizer func(tls *libc.TLS, arg uintptr, op int32, name1, name2, database, trigger uintptr) int32

func authorizeCall(_ *libc.TLS, _ uintptr, op int32, _, _, _, _ uintptr) int32 {
	return int32(authorize(sqlite.OpType(op)))
}

// authorize lets a statement read and compute, and nothing else.
func authorize(op sqlite.OpType) sqlite.AuthResult {
	switch op {
	case sqlite.OpSelect, sqlite.OpRead, sqlite.OpFunction, sqlite.OpRecursive:
		return sqlite.AuthResultOK
	}
	return sqlite.AuthResultDeny
}

// closeDB closes a connection. SQLite refuses to close one that has a statement: that
// is how the package sqlite is made to forget it first.
func closeDB(db *sqlite.Conn) error {
	address := handle(db)
	if address == 0 {
		return db.Close()
	}
	tls := libc.NewTLS()
	defer tls.Close()
	stmt, err := bar(tls, address)
	if err != nil {
		_ = db.Close() // the first error says more
		return err
	}
	err = db.Close()
	lib.Xsqlite3_finalize(tls, stmt)
	if sqlite.ErrCode(err).ToPrimary() != sqlite.ResultBusy {
		return err
	}
	return sqlite.ResultCode(lib.Xsqlite3_close(tls, address)).ToError()
}

// bar compiles a statement that keeps a connection from being closed.
func bar(tls *libc.TLS, address uintptr) (stmt uintptr, err error) {
	sql, err := libc.CString("SELECT 1")
	if err != nil {
		return 0, err
	}
	defer libc.Xfree(tls, sql)
	size := int(unsafe.Sizeof(stmt))
	out := tls.Alloc(size)
	defer tls.Free(size)
	rc := sqlite.ResultCode(lib.Xsqlite3_prepare_v2(tls, address, sql, -1, out, 0))
	if err := rc.ToError(); err != nil {
		return 0, fmt.Errorf("engine: closing SQLite: %w", err)
	}
	return **(**uintptr)(unsafe.Pointer(&out)), nil
}
