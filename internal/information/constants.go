package information

import "context"

// Text is UTF-8 everywhere.
const charset = "utf8mb4"

// engineName is what tables are said to be stored in: the engine of MySQL that has
// no transactions either. Mappers look for tables of the engines that they know.
const engineName = "MyISAM"

func characterSets(_ context.Context, _ *Env, l *list) error {
	l.add("utf8", "utf8_general_ci", "UTF-8 Unicode", 3)
	l.add("utf8mb4", "utf8mb4_general_ci", "UTF-8 Unicode", 4)
	l.add("binary", "binary", "Binary pseudo charset", 1)
	return nil
}

func collations(_ context.Context, _ *Env, l *list) error {
	l.add("utf8_general_ci", "utf8", 33, "Yes", "Yes", 1)
	l.add("utf8_bin", "utf8", 83, "", "Yes", 1)
	l.add("utf8_unicode_ci", "utf8", 192, "", "Yes", 8)
	l.add("utf8mb4_general_ci", "utf8mb4", 45, "Yes", "Yes", 1)
	l.add("utf8mb4_bin", "utf8mb4", 46, "", "Yes", 1)
	l.add("utf8mb4_unicode_ci", "utf8mb4", 224, "", "Yes", 8)
	l.add("utf8mb4_unicode_520_ci", "utf8mb4", 246, "", "Yes", 8)
	l.add("binary", "binary", 63, "Yes", "Yes", 1)
	return nil
}

// applicability has the first columns of collations.
func applicability(ctx context.Context, env *Env, l *list) error {
	var all list
	err := collations(ctx, env, &all)
	for _, row := range all.rows {
		l.add(row[:2]...)
	}
	return err
}

func engines(_ context.Context, _ *Env, l *list) error {
	l.add(engineName, "DEFAULT", "The objects of a Scal-e instance, over its web API", "NO", "NO", "NO")
	l.add("MEMORY", "YES", "Tables that the driver makes of what it knows", "NO", "NO", "NO")
	return nil
}

func processes(_ context.Context, env *Env, l *list) error {
	s := env.Session
	l.add(s.ConnectionID, s.userName(), s.host(), s.Instance, "Query", 0, "executing", nil)
	return nil
}

func userPrivileges(_ context.Context, env *Env, l *list) error {
	for _, p := range []string{"SELECT", "INSERT", "UPDATE"} {
		l.add(env.Session.Grantee(), catalog, p, "NO")
	}
	return nil
}

func variables(global bool) func(context.Context, *Env, *list) error {
	return func(_ context.Context, env *Env, l *list) error {
		for _, name := range VariableNames() {
			v, _ := env.Session.Variable(name, global)
			l.add(name, shown(name, v))
		}
		return nil
	}
}

func status(_ context.Context, _ *Env, l *list) error {
	l.add("Ssl_cipher", "")
	l.add("Threads_connected", "1")
	l.add("Threads_running", "1")
	return nil
}
