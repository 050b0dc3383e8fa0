package functions

import (
	"math"
	"testing"
)

// The values are those of MySQL's manual where it has an example.
func TestDoubles(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_round(2.5, 0)", "~2"}, {"my_round(1.5, 0)", "~2"}, {"my_round(-1.58, 0)", "~-2"}, {"my_round(25E-1, 0)", "~2"}, {"my_round(1.298, 1)", "~1.3"}, {"my_round(23.298, -1)", "~20"}, {"my_round(-0.2, 0)", "~0"},
		{"my_round(1e308, 300)", "~1e308"}, {"my_round(5.0, -400)", "~0"}, {"my_trunc(1.999, 1)", "~1.9"}, {"my_trunc(-1.999, 1)", "~-1.9"}, {"my_trunc(122.0, -2)", "~100"}, {"my_trunc(10.28*100, 0)", "~1028"},
		{"my_ceil(1.23)", "~2"}, {"my_ceil(-1.23)", "~-1"}, {"my_floor(-1.23)", "~-2"}, {"my_ceil(-0.5)", "~0"},
		{"my_sign(-32.0)", "-1"}, {"my_sign(0.0)", "0"}, {"my_sign(234.0)", "1"},
		{"my_pow(2, 2)", "~4"}, {"my_pow(2, -2)", "~0.25"}, {"my_pow(10, 999)", "error: DOUBLE value is out of range in '(pow(10,999))'"}, {"my_pow(-8, 0.5)", "error: DOUBLE value is out of range in '(pow(-8,0.5))'"},
		{"my_sqrt(4)", "~2"}, {"my_sqrt(20)", "~4.47213595499958"}, {"my_sqrt(-16)", "NULL"},
		{"my_exp(2)", "~7.38905609893065"}, {"my_exp(0)", "~1"}, {"my_exp(1000)", "error: DOUBLE value is out of range in '(exp(1000))'"},
		{"my_ln(2)", "~0.6931471805599453"}, {"my_ln(-2)", "NULL"}, {"my_log10(100)", "~2"}, {"my_log10(0)", "NULL"}, {"my_log2(65536)", "~16"}, {"my_log2(-100)", "NULL"},
		{"my_mod(34.5, 3)", "~1.5"}, {"my_mod(-7.5, 2)", "~-1.5"}, {"my_mod(1, 0)", "NULL"}, {"my_pi()", "~3.141592653589793"},
		{"my_rand() BETWEEN 0 AND 1", "1"}, {"my_rand(3)", "~0.9057697559760601"},
	})
}

// TestSeededRandom has the sequence of RAND(3) of MySQL's manual.
func TestSeededRandom(t *testing.T) {
	conn := open(t)
	got := query(conn, "SELECT group_concat(printf('%.14f', r)) FROM (SELECT my_rand(3) AS r FROM (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3))")
	if want := "'0.90576975597606,0.37307905813035,0.14808605345719'"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDoubleText(t *testing.T) {
	for _, test := range []struct {
		x    float64
		want string
	}{
		{0, "0"}, {1, "1"}, {-1.5, "-1.5"}, {0.1, "0.1"}, {1e14, "100000000000000"}, {999999999999999, "999999999999999"}, {1e15, "1e15"}, {1.5e15, "1.5e15"},
		{123456789012345.6, "123456789012345.6"}, {1e20, "1e20"}, {1e100, "1e100"}, {-1e-300, "-1e-300"}, {1e-15, "0.000000000000001"}, {1e-16, "1e-16"},
		{1.5e-10, "0.00000000015"}, {math.MaxFloat64, "1.7976931348623157e308"}, {5e-324, "5e-324"},
	} {
		if got := doubleText(test.x); got != test.want {
			t.Errorf("%g: got %s, want %s", test.x, got, test.want)
		}
	}
}

func TestDeviations(t *testing.T) {
	const rows = " FROM (SELECT 2 AS x UNION ALL SELECT 4 UNION ALL SELECT 4 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 5 UNION ALL SELECT 7 UNION ALL SELECT 9 UNION ALL SELECT NULL)"
	runSQL(t, []sqlTest{
		{"my_std(x)" + rows, "~2"}, {"my_var_pop(x)" + rows, "~4"}, {"my_var_samp(x)" + rows, "~4.571428571428571"}, {"my_stddev_samp(x)" + rows, "~2.138089935299395"},
		{"my_std(x)" + rows + " WHERE x = 2", "~0"}, {"my_var_samp(x)" + rows + " WHERE x = 2", "NULL"}, {"my_std(x)" + rows + " WHERE x IS NULL", "NULL"},
		{"my_bit_and(x)" + rows, "0"}, {"my_bit_or(x)" + rows, "15"}, {"my_bit_xor(x)" + rows, "8"}, {"my_bit_or(x)" + rows + " WHERE x > 10", "NULL"},
	})
}

func TestCollect(t *testing.T) {
	const rows = " FROM (SELECT 'b' AS x UNION ALL SELECT 'a' UNION ALL SELECT NULL UNION ALL SELECT 'b' UNION ALL SELECT '3:x')"
	runSQL(t, []sqlTest{
		{"my_join(my_collect(x), ',')" + rows, "'b,a,b,3:x'"}, {"my_join(my_collect(x ORDER BY x), '')" + rows, "'3:xabb'"}, {"my_join(my_collect(DISTINCT x ORDER BY x DESC), '; ')" + rows, "'b; a; 3:x'"},
		{"my_join(my_collect(x) FILTER (WHERE x < 'b'), '|')" + rows, "'a|3:x'"}, {"my_join(my_collect(x), ',')" + rows + " WHERE x > 'z'", "NULL"}, {"my_join(my_collect(''), ',')" + rows, "',,,,'"},
		{"my_join('5:abc', ',')", "error: my_join of what is no collection"}, {"my_join(my_collect(1.5), ',')", "'1.5'"},
		{"my_collect(my_repeat('x', 9000000))" + rows, "error: the values of a group are longer than 16777216 bytes"},
		{"my_collect(x) OVER (ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING)" + rows, "error: aggregates over a moving window are not supported"},
	})
}
