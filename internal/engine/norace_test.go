//go:build !race

package engine

// slowness stretches the time limits of tests.
const slowness = 1
