package api

import (
	"slices"
	"sync"
)

// line lets requests go one by one, in the order in which they come.
type line struct {
	mu    sync.Mutex
	turns []chan struct{} // of those that stand in it; the first one's is closed
}

// join puts a request behind all others. What it returns is closed when the request
// is the first, which it stays until it leaves.
func (l *line) join() (turn chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	turn = make(chan struct{})
	if l.turns = append(l.turns, turn); len(l.turns) == 1 {
		close(turn)
	}
	return turn
}

// leave takes a request out, wherever it stands.
func (l *line) leave(turn chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.Index(l.turns, turn)
	if l.turns = slices.Delete(l.turns, i, i+1); i == 0 && len(l.turns) > 0 {
		close(l.turns[0])
	}
}
