// Package bench measures the driver against clients written by hand, on pages
// that a stub in another process sends: its work is not in the figures. It holds
// benchmarks and tests only.
package bench
