package clienttest

import (
	"context"
	"database/sql"
	"testing"
)

// What follows is what sqlc generates of a query file.

type sqlcDB interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	PrepareContext(context.Context, string) (*sql.Stmt, error)
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

type sqlcQueries struct{ db sqlcDB }

const sqlcGetUser = `-- name: GetUser :one
SELECT id, name, age FROM users
WHERE id = ? LIMIT 1
`

type sqlcUser struct {
	ID   int64
	Name string
	Age  sql.NullInt32
}

func (q *sqlcQueries) GetUser(ctx context.Context, id int64) (sqlcUser, error) {
	row := q.db.QueryRowContext(ctx, sqlcGetUser, id)
	var u sqlcUser
	err := row.Scan(&u.ID, &u.Name, &u.Age)
	return u, err
}

const sqlcCountOrders = `-- name: CountOrders :many
SELECT u.name, COUNT(o.id) AS orders
FROM users u LEFT JOIN orders o ON o.user_id = u.id
GROUP BY u.id, u.name
ORDER BY u.id
`

type sqlcCount struct {
	Name   string
	Orders int64
}

func (q *sqlcQueries) CountOrders(ctx context.Context) ([]sqlcCount, error) {
	rows, err := q.db.QueryContext(ctx, sqlcCountOrders)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var items []sqlcCount
	for rows.Next() {
		var i sqlcCount
		if err := rows.Scan(&i.Name, &i.Orders); err != nil {
			return nil, err
		}
		items = append(items, i)
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	return items, rows.Err()
}

const sqlcCreateUser = `-- name: CreateUser :execresult
INSERT INTO users (
  name, age
) VALUES (
  ?, ?
)
`

func (q *sqlcQueries) CreateUser(ctx context.Context, name string, age sql.NullInt32) (sql.Result, error) {
	return q.db.ExecContext(ctx, sqlcCreateUser, name, age)
}

const sqlcRenameUser = `-- name: RenameUser :execrows
UPDATE users SET name = ? WHERE id = ?
`

func (q *sqlcQueries) RenameUser(ctx context.Context, name string, id int64) (int64, error) {
	result, err := q.db.ExecContext(ctx, sqlcRenameUser, name, id)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

const sqlcDeleteUser = `-- name: DeleteUser :exec
DELETE FROM users
WHERE id = ?
`

func (q *sqlcQueries) DeleteUser(ctx context.Context, id int64) error {
	_, err := q.db.ExecContext(ctx, sqlcDeleteUser, id)
	return err
}

func TestSqlc(t *testing.T) {
	db, server := open(t, "tx=buffer")
	ctx := context.Background()
	q := &sqlcQueries{db}
	u, err := q.GetUser(ctx, 12)
	must(t, err)
	if u.Name != "Bob" || u.Age.Valid {
		t.Errorf("got %+v", u)
	}
	counts, err := q.CountOrders(ctx)
	must(t, err)
	same(t, counts, sqlcCount{"Ada", 2}, sqlcCount{"Bob", 1}, sqlcCount{"Zoé", 0}, sqlcCount{"Moritz", 0})
	result, err := q.CreateUser(ctx, "Uma", sql.NullInt32{Int32: 5, Valid: true})
	must(t, err)
	id, err := result.LastInsertId()
	must(t, err)
	same(t, created(server, "users"), id)
	n, err := q.RenameUser(ctx, "Eve", 11)
	must(t, err)
	if n != 1 || value(t, server, "users", 11, "name") != "Eve" {
		t.Errorf("%d were renamed", n)
	}
	refused(t, q.DeleteUser(ctx, 11), "DELETE")

	tx, err := db.Begin()
	must(t, err)
	_, err = (&sqlcQueries{tx}).RenameUser(ctx, "Iva", 12)
	must(t, err)
	must(t, tx.Commit())
	if got := value(t, server, "users", 12, "name"); got != "Iva" {
		t.Errorf("got %q", got)
	}
}
