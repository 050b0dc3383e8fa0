package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// output is where a report goes: stdout, or a file that takes its name only once
// it is whole. Whoever reads the file never finds half a report.
type output struct {
	buffer *bufio.Writer
	file   *os.File // nil for stdout
	path   string   // the name to take, empty for a file that is written in place
	first  func()   // called before the first byte goes out
	to     io.Writer
}

// openOutput begins a file, or stdout if there is no path.
func openOutput(path string, stdout io.Writer, first func()) (*output, error) {
	o := &output{first: first, to: stdout}
	o.buffer = bufio.NewWriterSize(writerFunc(o.pass), 1<<16)
	if path == "" {
		return o, nil
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		return nil, misused("-o %s is a directory; name a file", path)
	}
	if err == nil && !info.Mode().IsRegular() { // a pipe or a device has no other name
		o.file, err = os.OpenFile(path, os.O_WRONLY, 0)
	} else {
		o.path = path
		o.file, err = os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
		if err == nil && info != nil {
			err = o.file.Chmod(info.Mode().Perm())
		}
	}
	if err != nil {
		o.discard()
		var at *os.PathError // its path is a name that the user never gave
		if errors.As(err, &at) {
			err = at.Err
		}
		return nil, fmt.Errorf("-o %s: %w", path, err)
	}
	o.to = o.file
	return o, nil
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func (o *output) pass(b []byte) (int, error) {
	if o.first != nil {
		o.first()
		o.first = nil
	}
	return o.to.Write(b)
}

func (o *output) Write(b []byte) (int, error) { return o.buffer.Write(b) }

// commit writes the rest, and gives the file its name.
func (o *output) commit() error {
	err := o.buffer.Flush()
	if o.file == nil || err != nil {
		return err
	}
	file := o.file
	if o.path == "" {
		o.file = nil
		return file.Close()
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), o.path); err != nil {
		return err
	}
	o.file = nil
	return nil
}

// discard takes away a file that was not committed. What stdout got is there:
// a caller of the program sees its exit code.
func (o *output) discard() {
	if o.file == nil {
		return
	}
	o.file.Close()
	if o.path != "" {
		os.Remove(o.file.Name())
	}
}
