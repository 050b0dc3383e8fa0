package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/DATA-DOG/go-sqlmock"
)

// TestQuery runs a lesson on a mock of a database: what is shown of its rows, and
// that no failure is taken for the end of them.
func TestQuery(t *testing.T) {
	broken := errors.New("the connection broke")
	at := time.Date(2024, 2, 29, 13, 5, 0, 0, time.UTC)
	columns := []*sqlmock.Column{
		sqlmock.NewColumn("id").OfType("BIGINT", int64(0)), sqlmock.NewColumn("d").OfType("DATE", at),
		sqlmock.NewColumn("at").OfType("DATETIME", at), sqlmock.NewColumn("x").OfType("TEXT", ""),
	}
	many := sqlmock.NewRowsWithColumnDefinition(columns...)
	for i := range shownRows + 1 {
		many.AddRow(int64(i), at, at, "x")
	}
	tests := []struct {
		name string
		rows *sqlmock.Rows
		fail error // of the query
		want string
		err  error
	}{
		{"values", sqlmock.NewRowsWithColumnDefinition(columns...).AddRow(int64(7), at, at, nil), nil, "[[7 2024-02-29 2024-02-29 13:05:00 NULL]] false", nil},
		{"none", sqlmock.NewRowsWithColumnDefinition(columns...), nil, "[] false", nil},
		{"the query fails", nil, broken, "", broken},
		{"a row fails", sqlmock.NewRowsWithColumnDefinition(columns...).AddRow(int64(7), at, at, "").AddRow(int64(8), at, at, "").RowError(1, broken), nil, "", broken},
		{"too many", many, nil, fmt.Sprint(shownRows, " rows true"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			db, mock, err := sqlmock.New()
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			expect := mock.ExpectQuery("SELECT").WithArgs("Lyon")
			if tt.fail != nil {
				expect.WillReturnError(tt.fail)
			} else {
				expect.WillReturnRows(tt.rows).RowsWillBeClosed()
			}
			got, err := query(context.Background(), db, lesson{query: "SELECT * FROM contact WHERE Ville = ?", args: []any{"Lyon"}})
			if !errors.Is(err, tt.err) {
				t.Fatalf("error %v, want %v", err, tt.err)
			}
			if err == nil {
				shown := fmt.Sprint(got.rows, got.cut)
				if len(got.rows) == shownRows {
					shown = fmt.Sprint(len(got.rows), " rows ", got.cut)
				}
				if shown != tt.want {
					t.Errorf("got %s, want %s", shown, tt.want)
				}
			}
			if err := mock.ExpectationsWereMet(); err != nil {
				t.Error(err)
			}
		})
	}
}
