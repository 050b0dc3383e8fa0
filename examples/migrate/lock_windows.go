package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// lock takes the file for this process. The system gives it back when the process
// ends, however it does. What is locked lies behind the end: others may read.
func lock(file *os.File) error {
	at := &windows.Overlapped{OffsetHigh: 1 << 30}
	return windows.LockFileEx(windows.Handle(file.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
}

// syncDirectory has nothing to do: a directory can't be synced here.
func syncDirectory(string) error { return nil }
