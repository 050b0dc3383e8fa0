package scale_test

import (
	"fmt"
	"sync"
	"testing"
)

// TestWritesSideBySide runs the same statements in many goroutines, which share
// what has been parsed of them.
func TestWritesSideBySide(t *testing.T) {
	s := openShop(t, "tx=buffer&batch_size=3")
	const goroutines, times = 8, 10
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			for i := range times {
				if err := s.writeOnce(fmt.Sprintf("%d-%d", g, i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got, want := s.count("client"), 5+3*goroutines*times; got != want {
		t.Errorf("there are %d clients, want %d", got, want)
	}
	if got, want := s.count("commande"), 3+goroutines*times; got != want {
		t.Errorf("there are %d orders, want %d", got, want)
	}
	s.wantRows("SELECT COUNT(*), COUNT(DISTINCT Nom) FROM client WHERE id > 14 AND Ville = 'Nice'", fmt.Sprintf("%d|%d", 2*goroutines*times, goroutines*times))
}

func (s *shopTest) writeOnce(name string) error {
	ctx := soon(s.t)
	for _, statement := range []struct {
		query string
		args  []any
	}{
		{"INSERT INTO client (Nom, Ville) VALUES (?, UPPER(?)), (?, 'x')", []any{name, "x", name}},
		{"UPDATE client SET Ville = CONCAT('Ni', 'ce') WHERE Nom = ? AND Ville = 'x'", []any{name}},
		{"INSERT INTO commande (Ref, client) SELECT Nom, id FROM client WHERE Nom = ? LIMIT 1", []any{name}},
		{"UPDATE client c JOIN commande o ON o.Ref = c.Nom SET c.Note = o.Ref WHERE o.Ref = ?", []any{name}},
	} {
		if _, err := s.db.ExecContext(ctx, statement.query, statement.args...); err != nil {
			return fmt.Errorf("%s: %w", statement.query, err)
		}
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO client (Nom, Ville) VALUES (?, CONCAT('Ly', 'on'))", name); err != nil {
		return err
	}
	return tx.Commit()
}
