package functions

import (
	"fmt"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// open returns a connection with the functions.
func open(t testing.TB) *sqlite.Conn {
	t.Helper()
	conn, err := sqlite.OpenConn(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := Register(conn); err != nil {
		t.Fatal(err)
	}
	return conn
}

// query returns a statement's only value, written with its type: 1, 1.5,
// 'text', x'00' or NULL. An error is written as such.
func query(conn *sqlite.Conn, sql string, args ...any) string {
	result := "no row"
	err := sqlitex.ExecuteTransient(conn, sql, &sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
		result = shown(stmt)
		return nil
	}})
	if err != nil {
		_, message, _ := strings.Cut(err.Error(), "SQL logic error: ")
		return "error: " + message
	}
	return result
}

func shown(stmt *sqlite.Stmt) string {
	switch stmt.ColumnType(0) {
	case sqlite.TypeInteger:
		return fmt.Sprint(stmt.ColumnInt64(0))
	case sqlite.TypeFloat:
		return "~" + doubleText(stmt.ColumnFloat(0))
	case sqlite.TypeText:
		return "'" + stmt.ColumnText(0) + "'"
	case sqlite.TypeBlob:
		b := make([]byte, stmt.ColumnLen(0))
		stmt.ColumnBytes(0, b)
		return fmt.Sprintf("x'%x'", b)
	}
	return "NULL"
}

// A sqlTest is an expression and its value as query writes it.
type sqlTest struct{ sql, want string }

func runSQL(t *testing.T, tests []sqlTest) {
	t.Helper()
	conn := open(t)
	for _, test := range tests {
		if got := query(conn, "SELECT "+test.sql); got != test.want {
			t.Errorf("%s: got %s, want %s", test.sql, got, test.want)
		}
	}
}

func TestCollationsInSQL(t *testing.T) {
	runSQL(t, []sqlTest{
		{"'É' = 'e ' COLLATE my_ci", "1"}, {"'É' = 'e' COLLATE my_bin", "0"}, {"'a' = 'a  ' COLLATE my_bin", "1"},
		{"'1.5' = '1.50' COLLATE my_decimal", "1"}, {"'-2' < '1' COLLATE my_decimal", "1"}, {"'10' > '9' COLLATE my_decimal", "1"},
	})
}

func TestConversions(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_num('12.5abc')", "~12.5"}, {"my_num('  -1e3')", "~-1000"}, {"my_num('abc')", "~0"}, {"my_num(7)", "~7"}, {"my_num(NULL)", "NULL"},
		{"my_num('1e999')", "~1.7976931348623157e308"}, {"my_num('1e')", "~1"}, {"my_num('0x1F')", "~0"}, {"my_num('inf')", "~0"},
		{"my_dec(5)", "'5'"}, {"my_dec(0.1)", "'0.1'"}, {"my_dec('1.50 EUR')", "'1.50'"}, {"my_dec('')", "'0'"},
		{"my_dpad('1.5', 3)", "'1.500'"}, {"my_dpad('1.5', 0)", "'1.5'"}, {"my_dscale('1.005', 2)", "'1.01'"}, {"my_dscale('-1.005', 2)", "'-1.01'"}, {"my_dscale(1, 2)", "'1.00'"},
		{"my_int(1.5)", "2"}, {"my_int(2.5)", "2"}, {"my_int('1.9')", "1"}, {"my_int(' -12x')", "-12"}, {"my_int('99999999999999999999')", "9223372036854775807"}, {"my_int(1e30)", "9223372036854775807"},
		{"my_dint('1.5')", "2"}, {"my_dint('2.5')", "3"}, {"my_dint('-2.5')", "-3"}, {"my_dint('-99999999999999999999')", "-9223372036854775808"},
		{"my_str(1e20)", "'1e20'"}, {"my_str(1e15)", "'1e15'"}, {"my_str(1e14)", "'100000000000000'"}, {"my_str(-1.5e-16)", "'-1.5e-16'"}, {"my_str(0.00001)", "'0.00001'"},
		{"my_str(1234567.891)", "'1234567.891'"}, {"my_str(-0.5)", "'-0.5'"}, {"my_str(12)", "'12'"}, {"my_str('x')", "'x'"}, {"my_str(100.0)", "'100'"}, {"my_str(9007199254740993.0)", "'9.007199254740992e15'"},
		{"my_true(0)", "0"}, {"my_true(0.1)", "1"}, {"my_true('0.5')", "1"}, {"my_true('abc')", "0"}, {"my_true('')", "0"}, {"my_true(NULL)", "NULL"},
		{"my_ci_key('É ') = my_ci_key('e')", "1"}, {"my_ci_key('ab') = my_ci_key('a b')", "0"},
		{"my_tuple(1, 'ab')", "'1:12:ab'"}, {"my_tuple(1, NULL)", "NULL"}, {"my_tuple('1', '12:ab') = my_tuple('11:', '2:ab')", "0"},
	})
}

func TestIntegers(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_iadd(1, 2)", "3"}, {"my_iadd(9223372036854775807, 1)", "error: BIGINT value is out of range in '(9223372036854775807 + 1)'"},
		{"my_isub(1, 2)", "-1"}, {"my_imul(-3, 4)", "-12"}, {"my_ineg(5)", "-5"}, {"my_iabs(-5)", "5"}, {"my_iabs(5)", "5"},
		{"my_idiv(5, 2)", "2"}, {"my_idiv(-5, 2)", "-2"}, {"my_idiv(5, 0)", "NULL"}, {"my_imod(-5, 3)", "-2"}, {"my_imod(234, 10)", "4"}, {"my_imod(5, 0)", "NULL"}, {"my_imod(-9223372036854775808, -1)", "0"},
		{"my_idiv(-9223372036854775808, -1)", "error: BIGINT value is out of range in '(-9223372036854775808 DIV -1)'"},
		{"my_ineg(-9223372036854775808)", "error: BIGINT value is out of range in '(--9223372036854775808)'"},
	})
}

func TestDecimalFunctions(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_dadd('0.1', '0.2')", "'0.3'"}, {"my_dadd(1, '0.50')", "'1.50'"}, {"my_dsub('1.50', '1.5')", "'0.00'"}, {"my_dmul('1.5', '1.50')", "'2.250'"},
		{"my_ddiv('1', '3')", "'0.3333'"}, {"my_ddiv(2, 3)", "'0.6667'"}, {"my_ddiv('102.0', 2)", "'51.00000'"}, {"my_ddiv(1, 0)", "NULL"}, {"my_ddiv(NULL, 0)", "NULL"}, {"my_ddiv(-2, 3)", "'-0.6667'"},
		{"my_dquot(1, 3)", "'0.333333333'"}, {"my_dquot(-2, 3)", "'-0.666666666'"}, {"my_dquot('1.00', '3.00')", "'0.333333333333333333'"}, {"my_dquot('12345678901234567890.12', 3)", "'4115226300411522630.040000000'"}, {"my_dquot(1, '0.00')", "NULL"},
		{"my_dcast('12.345', 10, 2)", "'12.35'"}, {"my_dcast('12345.678', 5, 2)", "'999.99'"}, {"my_dcast(-99999, 3, 1)", "'-99.9'"}, {"my_dcast('99.96', 3, 1)", "'99.9'"}, {"my_dcast(7, 10, 0)", "'7'"},
		{"my_dmod('34.5', 3)", "'1.5'"}, {"my_dmod('-5.5', 2)", "'-1.5'"}, {"my_dmod(1, '0.0')", "NULL"}, {"my_dintdiv('5.5', 2)", "2"}, {"my_dintdiv('-5.5', 2)", "-2"}, {"my_dintdiv(1, 0)", "NULL"},
		{"my_dneg('1.50')", "'-1.50'"}, {"my_dneg('0.0')", "'0.0'"}, {"my_dabs('-1.50')", "'1.50'"}, {"my_dsign('-0.01')", "-1"}, {"my_dsign('0.00')", "0"},
		{"my_dround('-1.23', 0)", "'-1'"}, {"my_dround('-1.58', 0)", "'-2'"}, {"my_dround('1.298', 1)", "'1.3'"}, {"my_dround('23.298', -1)", "'20'"}, {"my_dround('2.5', 0)", "'3'"}, {"my_dround(150, -2)", "'200'"},
		{"my_dtrunc('1.223', 1)", "'1.2'"}, {"my_dtrunc('1.999', 0)", "'1'"}, {"my_dtrunc('-1.999', 1)", "'-1.9'"}, {"my_dtrunc(122, -2)", "'100'"},
		{"my_dceil('1.23')", "2"}, {"my_dceil('-1.23')", "-1"}, {"my_dfloor('1.23')", "1"}, {"my_dfloor('-1.23')", "-2"}, {"my_dceil('99999999999999999999.5')", "'100000000000000000000'"},
		{"my_dintdiv('99999999999999999999', 1)", "error: BIGINT value is out of range in '(99999999999999999999 DIV 1)'"},
	})
}

func TestSums(t *testing.T) {
	const rows = " FROM (SELECT 1 AS k, '1.5' AS d UNION ALL SELECT 2, '2.25' UNION ALL SELECT 2, '2.25' UNION ALL SELECT 3, NULL)"
	runSQL(t, []sqlTest{
		{"my_dsum(d)" + rows, "'6.00'"}, {"my_dsum(k)" + rows, "'8'"}, {"my_davg(k)" + rows, "'2.0000'"}, {"my_davg(d)" + rows, "'2.000000'"},
		{"my_dsum(DISTINCT d)" + rows, "'3.75'"}, {"my_dsum(d) FILTER (WHERE k = 2)" + rows, "'4.50'"}, {"my_dsum(d)" + rows + " WHERE k > 5", "NULL"},
		{"my_sum(d)" + rows, "~6"}, {"my_avg(k)" + rows, "~2"}, {"my_avg(d)" + rows + " WHERE k = 3", "NULL"},
		{"my_dsum(9223372036854775807)" + rows, "'36893488147419103228'"},
	})
}

func TestNames(t *testing.T) {
	names := Names()
	if len(names["my_dsum"]) != 1 || len(names["my_tuple"]) != 1 {
		t.Errorf("got %v", names)
	}
}
