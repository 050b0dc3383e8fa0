package scale_test

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
	"github.com/shopspring/decimal"
)

type (
	myInt    int16
	myUint   uint64
	myString string
	myBool   bool
	myBytes  []byte
	myFloat  float32
)

// fullName is a Valuer by value, ageOf one by pointer that a nil pointer knows
// how to be.
type fullName struct{ first string }

func (n fullName) Value() (driver.Value, error) { return n.first, nil }

type ageOf struct{ years int64 }

func (a *ageOf) Value() (driver.Value, error) {
	if a == nil {
		return int64(41), nil
	}
	return a.years, nil
}

type brokenValuer struct{}

func (brokenValuer) Value() (driver.Value, error) { return nil, errors.New("no value today") }

type oddValuer struct{}

func (oddValuer) Value() (driver.Value, error) { return struct{}{}, nil }

func pointer[T any](v T) *T { return &v }

// Each argument finds the rows that its value as a literal would.
func TestArguments(t *testing.T) {
	db, _ := openSample(t, small())
	none := []string{}
	dec := decimal.RequireFromString("12345678901234567890.12")
	for _, tc := range []struct {
		where string
		arg   any
		want  []string
	}{
		{"Age = ?", 41, []string{"1"}},
		{"Age = ?", int8(41), []string{"1"}},
		{"Age = ?", int16(41), []string{"1"}},
		{"Age = ?", int32(41), []string{"1"}},
		{"Age = ?", int64(41), []string{"1"}},
		{"Age = ?", uint(41), []string{"1"}},
		{"Age = ?", uint8(41), []string{"1"}},
		{"Age = ?", uint16(41), []string{"1"}},
		{"Age = ?", uint32(41), []string{"1"}},
		{"Age = ?", uint64(41), []string{"1"}},
		{"Age = ?", int64(math.MinInt64), []string{"2"}},
		{"Age = ?", uint64(math.MaxUint64), none},
		{"Age < ?", uint64(math.MaxUint64), []string{"1", "2"}},
		{"Age < ?", uint(math.MaxUint), []string{"1", "2"}},
		{"Age < ?", myUint(math.MaxUint64), []string{"1", "2"}},
		{"Age < ?", pointer(uint64(math.MaxUint64)), []string{"1", "2"}},
		{"Age < ?", (*uint64)(nil), none},
		{"Age = ?", float32(41), []string{"1"}},
		{"Age = ?", 41.0, []string{"1"}},
		{"Age = ?", 41.5, none},
		{"Age > ?", 40.99, []string{"1"}},
		{"Solde = ?", -0.5, []string{"2"}},
		{"Solde = ?", float32(-0.5), []string{"2"}},
		{"Actif = ?", true, []string{"1"}},
		{"Actif = ?", false, []string{"2"}},
		{"Actif = ?", 0, []string{"2"}},
		{"Nom = ?", "Zoé", []string{"1"}},
		{"Nom = ?", "zoe", []string{"1"}},
		{"Nom = ?", []byte("Zoé"), []string{"1"}},
		{"Nom = ?", "d'Arc ? :x", []string{"2"}},
		{"Nom = ?", "", []string{"3"}},
		{"Nom LIKE ?", "d'Arc ? :%", []string{"2"}},
		{"Nom IN (?)", "Zoé", []string{"1"}},
		{"Age = ?", myInt(41), []string{"1"}},
		{"Age = ?", myUint(41), []string{"1"}},
		{"Age = ?", myFloat(41), []string{"1"}},
		{"Nom = ?", myString("Zoé"), []string{"1"}},
		{"Nom = ?", myBytes("Zoé"), []string{"1"}},
		{"Actif = ?", myBool(true), []string{"1"}},
		{"Age = ?", pointer(41), []string{"1"}},
		{"Nom = ?", pointer("Zoé"), []string{"1"}},
		{"Age = ?", pointer(pointer(41)), []string{"1"}},
		{"Age = ?", (*int)(nil), none},
		{"Age = ?", nil, none},
		{"Age <=> ?", nil, []string{"3"}},
		{"Age = ?", sql.NullInt64{Int64: 41, Valid: true}, []string{"1"}},
		{"Age = ?", sql.NullInt64{}, none},
		{"Nom = ?", sql.NullString{String: "Zoé", Valid: true}, []string{"1"}},
		{"Nom = ?", sql.Null[string]{V: "Zoé", Valid: true}, []string{"1"}},
		{"Age = ?", sql.NullInt32{Int32: 41, Valid: true}, []string{"1"}},
		{"Actif = ?", sql.NullBool{Bool: true, Valid: true}, []string{"1"}},
		{"Solde = ?", sql.NullFloat64{Float64: -0.5, Valid: true}, []string{"2"}},
		{"Naissance = ?", sql.NullTime{Time: time.Date(1984, 2, 29, 0, 0, 0, 0, time.UTC), Valid: true}, []string{"1"}},
		{"Solde = ?", dec, []string{"1"}},
		{"Solde = ?", &dec, []string{"1"}},
		{"Solde = ?", pointer(&dec), []string{"1"}},
		{"Solde = ?", decimal.NewNullDecimal(dec), []string{"1"}},
		{"Solde = ?", pointer(decimal.NewNullDecimal(dec)), []string{"1"}},
		{"Solde = ?", decimal.NullDecimal{}, none},
		{"Solde = ?", (*decimal.Decimal)(nil), none},
		{"Solde = ?", (*decimal.NullDecimal)(nil), none},
		{"Solde = ?", decimal.RequireFromString("12345678901234567890.1200001"), none},
		{"Solde = ?", "-0.5", []string{"2"}},
		{"Nom = ?", fullName{"Zoé"}, []string{"1"}},
		{"Nom = ?", &fullName{"Zoé"}, []string{"1"}},
		{"Nom = ?", (*fullName)(nil), none},
		{"Age = ?", &ageOf{41}, []string{"1"}},
		{"Age = ?", (*ageOf)(nil), []string{"1"}},
	} {
		got, err := tryRows(soon(t), db, "SELECT id FROM people WHERE "+tc.where+" ORDER BY id", tc.arg)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s with %T %v: got %q, %v; want %q", tc.where, tc.arg, tc.arg, got, err, tc.want)
		}
	}
}

// A time is compared as it reads in the zone of the DSN, whatever its own.
func TestTimeArguments(t *testing.T) {
	paris, tokyo := zone(t, "Europe/Paris"), zone(t, "Asia/Tokyo")
	server := scaletest.NewServer(small())
	defer server.Close()
	moment := time.Date(2024, 1, 1, 0, 0, 0, 0, paris)
	day := time.Date(1984, 2, 29, 0, 0, 0, 0, paris)
	for _, tc := range []struct {
		loc, where string
		arg        any
		want       []string
	}{
		{"Europe/Paris", "Vu = ?", moment, []string{"2"}},
		{"Europe/Paris", "Vu = ?", moment.UTC(), []string{"2"}},
		{"Europe/Paris", "Vu = ?", moment.In(tokyo), []string{"2"}},
		{"Europe/Paris", "Vu = ?", pointer(moment.In(tokyo)), []string{"2"}},
		{"UTC", "Vu = ?", moment, []string{}},
		{"UTC", "Vu = ?", moment.Add(time.Hour), []string{"2"}},
		{"Europe/Paris", "Naissance = ?", day.In(tokyo), []string{"1"}},
		{"Europe/Paris", "Vu > ?", moment.Add(time.Nanosecond), []string{"1"}},
		{"Europe/Paris", "Vu >= ?", moment.Add(-time.Nanosecond), []string{"1", "2"}},
	} {
		db := openDSN(t, server.DSN("loc="+tc.loc))
		got, err := tryRows(soon(t), db, "SELECT id FROM people WHERE "+tc.where+" ORDER BY id", tc.arg)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s: %s with %v: got %q, %v; want %q", tc.loc, tc.where, tc.arg, got, err, tc.want)
		}
	}
}

func TestBadArguments(t *testing.T) {
	db, server := openSample(t, small())
	const query = "SELECT id FROM people WHERE Age = ?"
	for _, tc := range []struct {
		query string
		args  []any
		want  string
	}{
		{query, []any{math.NaN()}, "argument 1"},
		{query, []any{math.Inf(-1)}, "argument 1"},
		{query, []any{struct{}{}}, "argument 1"},
		{query, []any{map[string]int{}}, "argument 1"},
		{query, []any{[]int{1}}, "argument 1"},
		{query, []any{make(chan int)}, "argument 1"},
		{query, []any{complex(1, 1)}, "argument 1"},
		{query, []any{brokenValuer{}}, "no value today"},
		{query, []any{oddValuer{}}, "argument 1"},
		{query, []any{sql.Out{Dest: new(int)}}, "no output parameters"},
		{query, []any{sql.Named("x", sql.Out{Dest: new(int)})}, "no output parameters"},
		{query, nil, "number of placeholders (?) in the statement: 1; arguments given for them: 0"},
		{query, []any{1, 2}, "number of placeholders (?) in the statement: 1; arguments given for them: 2"},
		{query, []any{sql.Named("x", 1)}, ""},
		{"SELECT id FROM people", []any{1}, "number of placeholders (?) in the statement: 0; arguments given for them: 1"},
		{"SELECT id FROM people WHERE Age = :x", nil, `"x"`},
		{"SELECT id FROM people WHERE Age = :x", []any{1}, ""},
		{"SELECT id FROM people WHERE Age = :x", []any{sql.Named("y", 1)}, `"x"`},
		{"SELECT id FROM people WHERE Age = :x", []any{sql.Named("x", 1), sql.Named("y", 1)}, `"y"`},
		{"SELECT id FROM people WHERE Age = :x", []any{sql.Named("X", 1)}, `"x"`},
		{"SELECT id FROM people WHERE Age = :x AND Nom = ?", []any{sql.Named("x", 1)}, "number of placeholders (?) in the statement: 1; arguments given for them: 0"},
		{"SELECT id FROM people WHERE Nom = :v1 AND Age = ?", []any{1}, `"v1"`},
		{"SELECT id FROM people LIMIT ?", []any{"x"}, "LIMIT"},
		{"SELECT id FROM people LIMIT ?", []any{-1}, "LIMIT"},
		{"SELECT id FROM people LIMIT ?", []any{1.5}, "LIMIT"},
	} {
		_, err := tryRows(soon(t), db, tc.query, tc.args...)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s with %v: got %v, want %q", tc.query, tc.args, err, tc.want)
		}
		if stmt, prepareErr := db.PrepareContext(soon(t), tc.query); prepareErr != nil {
			t.Errorf("%s: %v", tc.query, prepareErr)
		} else {
			if _, err := tryRows(soon(t), stmtQueryer{stmt}, "", tc.args...); err == nil {
				t.Errorf("%s with %v, prepared: no error", tc.query, tc.args)
			}
			stmt.Close()
		}
	}
	if queries := dataRequests(server); len(queries) != 0 {
		t.Errorf("requests were made: %q", queries)
	}
}

func TestNamedArguments(t *testing.T) {
	db, _ := openSample(t, small())
	for _, tc := range []struct {
		where string
		args  []any
		want  []string
	}{
		{"Nom = :name", []any{sql.Named("name", "Zoé")}, []string{"1"}},
		{"Nom = @name", []any{sql.Named("name", "Zoé")}, []string{"1"}},
		{"Nom = :name OR Statut = @name", []any{sql.Named("name", "prospect")}, []string{"2"}},
		{"Nom = :name OR Nom = :other", []any{sql.Named("other", ""), sql.Named("name", "Zoé")}, []string{"1", "3"}},
		{"Nom = ? OR Statut = :s", []any{"Zoé", sql.Named("s", "prospect")}, []string{"1", "2"}},
		{"Nom = ? OR Statut = :s", []any{sql.Named("s", "prospect"), "Zoé"}, []string{"1", "2"}},
		{"Statut = :s OR Nom = ? OR Nom = ?", []any{"Zoé", sql.Named("s", "prospect"), ""}, []string{"1", "2", "3"}},
		{"Nom = ? OR Statut = :v1", []any{"Zoé", sql.Named("v1", "prospect")}, []string{"1", "2"}},
		{"Nom = 'd''Arc ? :x'", nil, []string{"2"}},
		{"Nom = \"d'Arc ? :x\" /* ? :y @z */ OR Age = ? -- ?", []any{41}, []string{"1", "2"}},
	} {
		query := "SELECT id FROM people WHERE " + tc.where
		got, err := tryRows(soon(t), db, query, tc.args...)
		slices.Sort(got)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, %v; want %q", query, got, err, tc.want)
		}
		stmt, err := db.PrepareContext(soon(t), query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		got, err = tryRows(soon(t), stmtQueryer{stmt}, "", tc.args...)
		slices.Sort(got)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s, prepared: got %q, %v; want %q", query, got, err, tc.want)
		}
		stmt.Close()
	}
}

func TestNumInput(t *testing.T) {
	db, _ := openSample(t, small())
	conn, err := db.Conn(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for query, want := range map[string]int{
		"SELECT id FROM people":                                      0,
		"SELECT id FROM people WHERE Nom = ?":                        1,
		"SELECT id FROM people WHERE Nom = '?'":                      0,
		"SELECT id FROM people WHERE Nom = \"?\" AND Age = ?":        1,
		"SELECT id FROM people WHERE Nom = 'it''s ?' AND Age = ?":    1,
		"SELECT id FROM people WHERE Nom = 'a\\'?' AND Age = ?":      1,
		"SELECT id FROM people WHERE Age = ? -- ?":                   1,
		"SELECT id FROM people # ?\nWHERE Age = ?":                   1,
		"SELECT id /* ? :x */ FROM people WHERE Age IN (?, ?, ?)":    3,
		"SELECT id AS `a?` FROM people WHERE Age BETWEEN ? AND ?":    2,
		"SELECT id FROM people WHERE Nom = :x":                       1,
		"SELECT id FROM people WHERE Nom = :x OR Statut = :x":        1,
		"SELECT id FROM people WHERE Nom = :x OR Statut = @x":        1,
		"SELECT id FROM people WHERE Nom = :x OR Statut = :y":        2,
		"SELECT id FROM people WHERE Nom = :x OR Age = ? OR Age = ?": 3,
		"SELECT id FROM people WHERE Age = ? LIMIT ?, ?":             3,
	} {
		err := conn.Raw(func(c any) error {
			stmt, err := c.(driver.Conn).Prepare(query)
			if err != nil {
				return err
			}
			if got := stmt.NumInput(); got != want {
				t.Errorf("%s: got %d, want %d", query, got, want)
			}
			return stmt.Close()
		})
		if err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
}

// What no column can hold, and what takes all the memory to look at, is refused
// before anything is asked.
func TestArgumentsBeyondSQL(t *testing.T) {
	server := scaletest.NewServer(small())
	defer server.Close()
	last := time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	for _, tc := range []struct {
		loc  string
		arg  any
		want string
	}{
		{"UTC", last, ""},
		{"UTC", time.Time{}, ""},
		{"America/New_York", time.Time{}, ""},
		{"UTC", last.Add(time.Second - 1), "a time of the year 10000, in the zone UTC"},
		{"Europe/Paris", last, "a time of the year 10000, in the zone Europe/Paris"},
		{"UTC", time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), "a time of the year -1"},
		{"UTC", time.Unix(1<<60, 0), "SQL knows the years 0 to 9999"},
		{"UTC", decimal.New(1, 1_000_000_000), "a decimal of more than 1000 digits"},
		{"UTC", pointer(decimal.New(1, -1_000_000_000)), "a decimal of more than 1000 digits"},
		{"UTC", decimal.NewNullDecimal(decimal.New(1, 2_000_000_000)), "a decimal of more than 1000 digits"},
		{"UTC", decimal.New(1, 300), ""},
	} {
		db := openDSN(t, server.DSN("loc="+tc.loc))
		for _, query := range []string{"SELECT ISNULL(?)", "SELECT id FROM people WHERE Vu > ? AND id = 99"} {
			_, err := tryRows(soon(t), db, query, tc.arg)
			if tc.want == "" && err != nil && !strings.Contains(err.Error(), "more digits than") || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("%s in %s: %v, want %q", query, tc.loc, err, tc.want)
			}
		}
	}
}

// The least integer has no opposite of 64 bits.
func TestNegativeOfTheLeastInteger(t *testing.T) {
	db, _ := openSample(t)
	if got := rowsOf(t, db, "SELECT -(-9223372036854775808), -?, - -9223372036854775807", int64(math.MinInt64)); got[0] != "9223372036854775808|9223372036854775808|9223372036854775807" {
		t.Errorf("got %q", got)
	}
}
