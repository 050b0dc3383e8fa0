//go:build !windows

package main

import (
	"errors"
	"os"
	"syscall"
)

// lock takes the file for this process. The system gives it back when the process
// ends, however it does.
func lock(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errors.New("wait for it to end")
	}
	return err
}

// syncDirectory makes sure that the disk has the name of a new file.
func syncDirectory(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
