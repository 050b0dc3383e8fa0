package engine

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Where SQLite puts temporary files is one setting of the whole process. A spill
// makes it one of a connection: it is a copy of SQLite's default VFS (its layer
// over the operating system) that gives files without a name one in its own
// directory. On Unix such a file is removed from the directory as soon as it is
// open, so that not even a crash leaves one behind; on Windows the system removes
// it with its last handle.
type spill struct {
	dir  string
	base uintptr // the default VFS
	open openFile

	mu   sync.Mutex
	name []byte // in SQLite's memory: SQLite keeps the name's address with the file
}

// openFile is the type of a VFS's xOpen.
type openFile func(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32

// spills are the VFSs registered so far, one for each directory. They stay
// registered: a connection may use one at any time, and there are few.
var spills struct {
	mu    sync.Mutex
	names map[string]string // directory -> VFS
	byVFS sync.Map          // address of the VFS -> *spill
}

// spillVFS returns the name of the VFS for temporary files in a directory, ""
// for the default one.
func spillVFS(dir string) (string, error) {
	if dir == "" {
		return "", nil
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(dir); err != nil {
		return "", fmt.Errorf("the directory for temporary files: %w", err)
	} else if !info.IsDir() {
		return "", fmt.Errorf("the directory for temporary files: %s is no directory", dir)
	}
	spills.mu.Lock()
	defer spills.mu.Unlock()
	if name, ok := spills.names[dir]; ok {
		return name, nil
	}
	name := fmt.Sprintf("scale-spill-%d", len(spills.names)+1)
	if err := registerSpill(name, dir); err != nil {
		return "", err
	}
	if spills.names == nil {
		spills.names = make(map[string]string)
	}
	spills.names[dir] = name
	return name, nil
}

// registerSpill registers a VFS for temporary files in a directory.
func registerSpill(name, dir string) error {
	tls := libc.NewTLS()
	defer tls.Close()
	s := &spill{dir: dir, base: lib.Xsqlite3_vfs_find(tls, 0)}
	if s.base == 0 {
		return fmt.Errorf("SQLite has no file system here")
	}
	s.name = cBytes(tls, len(s.path())+2) // SQLite wants two zero bytes behind the name
	cname := cBytes(tls, len(name)+1)
	block := cBytes(tls, int(unsafe.Sizeof(lib.Tsqlite3_vfs{})))
	if s.name == nil || cname == nil || block == nil {
		return fmt.Errorf("SQLite is out of memory")
	}
	copy(cname, name)
	vfs := (*lib.Tsqlite3_vfs)(unsafe.Pointer(&block[0]))
	*vfs = **(**lib.Tsqlite3_vfs)(unsafe.Pointer(&s.base))
	// This is how SQLite's Go translation calls a C function pointer.
	s.open = *(*openFile)(unsafe.Pointer(&struct{ uintptr }{vfs.FxOpen}))
	vfs.FxOpen = *(*uintptr)(unsafe.Pointer(&struct{ f openFile }{openSpill}))
	vfs.FzName = uintptr(unsafe.Pointer(&cname[0]))
	vfs.FpNext = 0
	address := uintptr(unsafe.Pointer(vfs))
	spills.byVFS.Store(address, s)
	if rc := lib.Xsqlite3_vfs_register(tls, address, 0); rc != lib.SQLITE_OK {
		spills.byVFS.Delete(address)
		return fmt.Errorf("SQLite refuses a VFS: code %d", rc)
	}
	return nil
}

// cBytes are n zero bytes of SQLite's memory, which Go neither moves nor frees;
// nil if there are none.
func cBytes(tls *libc.TLS, n int) []byte {
	p := lib.Xsqlite3_malloc(tls, int32(n))
	if p == 0 {
		return nil
	}
	b := unsafe.Slice(*(**byte)(unsafe.Pointer(&p)), n)
	clear(b)
	return b
}

// path is a new name in the spill's directory; all have the same length.
func (s *spill) path() string {
	var random [16]byte
	_, _ = rand.Read(random[:]) // it never fails
	return filepath.Join(s.dir, "scale-"+hex.EncodeToString(random[:])+".tmp")
}

// openSpill is the xOpen of the VFSs of spills: SQLite asks for a temporary file
// by giving it no name.
func openSpill(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32 {
	found, ok := spills.byVFS.Load(vfs)
	if !ok {
		return lib.SQLITE_CANTOPEN
	}
	s := found.(*spill)
	if name != 0 {
		return s.open(tls, s.base, name, file, flags, outFlags)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	copy(s.name, s.path())
	return s.open(tls, s.base, uintptr(unsafe.Pointer(&s.name[0])), file, flags, outFlags)
}
