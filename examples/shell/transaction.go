package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/scale-sql/scale/translate/syntax"
)

// transaction begins or ends one. It lives longer than the statement that begins it: in
// the session's context, which ends with the statement's only while that ends it.
func (s *shell) transaction(session, ctx context.Context, kind syntax.Kind, readOnly bool) (err error) {
	switch {
	case kind == syntax.Begin && s.tx != nil:
		return errors.New("a transaction has begun already; COMMIT or ROLLBACK ends it")
	case kind == syntax.Begin:
		session, s.cancelTx = context.WithCancel(session)
		if s.tx, err = s.conn.BeginTx(session, &sql.TxOptions{ReadOnly: readOnly}); err != nil {
			s.cancelTx()
		}
	case s.tx == nil:
		return errors.New("no transaction has begun")
	default:
		tx := s.tx
		s.tx = nil
		defer s.cancelTx()
		if kind == syntax.Commit {
			err = s.commit(ctx, tx)
		} else {
			err = tx.Rollback()
		}
	}
	if err == nil {
		fmt.Fprintln(s.notes(), kind)
	}
	return err
}

// commit puts what a transaction holds. Ctrl-C cancels it, as it does any write.
func (s *shell) commit(ctx context.Context, tx *sql.Tx) error {
	working := s.progress(false)
	defer working.stop()
	defer context.AfterFunc(ctx, s.cancelTx)()
	return tx.Commit()
}
