package functions

import (
	"strings"
	"testing"
)

// The values are those of MySQL's manual where it has an example.
func TestBase64(t *testing.T) {
	long := strings.Repeat("YWFh", 19)
	runSQL(t, []sqlTest{
		{"my_to_base64('abc')", "'YWJj'"}, {"my_to_base64('')", "''"}, {"my_to_base64('é')", "'w6k='"}, {"my_to_base64(12)", "'MTI='"}, {"my_to_base64(NULL)", "NULL"},
		{"my_to_base64(my_repeat('a', 57))", "'" + long + "'"}, {"my_to_base64(my_repeat('a', 58))", "'" + long + "\nYQ=='"}, {"my_to_base64(my_space(16777216))", "NULL"},
		{"my_from_base64('YWJj')", "'abc'"}, {"my_from_base64(' YW\nJj ')", "'abc'"}, {"my_from_base64('YWI')", "NULL"}, {"my_from_base64('YWI=')", "'ab'"}, {"my_from_base64('Y*Jj')", "NULL"}, {"my_from_base64('')", "''"},
		{"my_from_base64(my_to_base64(my_repeat('été', 100))) = my_repeat('été', 100)", "1"},
	})
}

func TestSets(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_make_set(1, 'a', 'b', 'c')", "'a'"}, {"my_make_set(1 | 4, 'hello', 'nice', 'world')", "'hello,world'"}, {"my_make_set(1 | 4, 'hello', 'nice', NULL, 'world')", "'hello'"},
		{"my_make_set(0, 'a', 'b', 'c')", "''"}, {"my_make_set(NULL, 'a')", "NULL"}, {"my_make_set(-1, 'a', NULL, 'c')", "'a,c'"}, {"my_make_set(8, 'a')", "''"},
		{"my_export_set(5, 'Y', 'N', ',', 4)", "'Y,N,Y,N'"}, {"my_export_set(6, '1', '0', ',', 10)", "'0,1,1,0,0,0,0,0,0,0'"}, {"my_export_set(-1, '1', '', '')", "'" + strings.Repeat("1", 64) + "'"},
		{"my_export_set(0, 'Y', 'N', '', -1)", "'" + strings.Repeat("N", 64) + "'"}, {"my_export_set(1, 'Y', 'N', '', 0)", "''"}, {"my_export_set(1, NULL, 'N')", "NULL"}, {"my_export_set(1, my_space(1000000), 'N')", "NULL"},
	})
}

func TestIdentities(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_inet_aton('10.0.5.9')", "167773449"}, {"my_inet_aton('255.255.255.255')", "4294967295"}, {"my_inet_aton('127.1')", "2130706433"}, {"my_inet_aton('127.2.1')", "2130837505"}, {"my_inet_aton('5')", "5"},
		{"my_inet_aton('')", "NULL"}, {"my_inet_aton('1.2.3.')", "NULL"}, {"my_inet_aton('1.2.3.256')", "NULL"}, {"my_inet_aton('1.2.3.4.5')", "NULL"}, {"my_inet_aton(' 1.2.3.4')", "NULL"}, {"my_inet_aton('a.b.c.d')", "NULL"},
		{"my_inet_ntoa(167773449)", "'10.0.5.9'"}, {"my_inet_ntoa(0)", "'0.0.0.0'"}, {"my_inet_ntoa(4294967295)", "'255.255.255.255'"}, {"my_inet_ntoa(4294967296)", "NULL"}, {"my_inet_ntoa(-1)", "NULL"},
		{"my_uuid() = my_uuid()", "0"}, {"length(my_uuid())", "36"}, {"my_uuid() GLOB '*-????-4???-[89ab]???-*'", "1"},
		{"count(DISTINCT my_uuid()) FROM (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3)", "3"},
	})
}
