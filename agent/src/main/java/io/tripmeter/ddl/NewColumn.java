package io.tripmeter.ddl;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column of ADD COLUMN, behind its name. One thread. */
final class NewColumn {
  private static final Set<String> SERIALS =
      words("smallserial serial bigserial serial2 serial4 serial8");

  /**
   * Functions of PostgreSQL and its extensions pgcrypto and uuid-ossp whose values differ from row to row (pg_proc.provolatile). Of any other
   * function it is not known. now() and current_timestamp are not of them.
   */
  private static final Set<String> VOLATILE =
      words("random random_normal clock_timestamp timeofday nextval gen_random_uuid uuidv4 uuidv7"
          + " gen_random_bytes gen_salt uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4");

  private static final String[] CONSTRAINTS = {
    "constraint",
    "not",
    "null",
    "check",
    "unique",
    "primary",
    "references",
    "generated",
    "default",
    "collate",
    "deferrable",
    "initially"
  };

  private final Cursor at;

  NewColumn(Cursor at) {
    this.at = at;
  }

  private static Set<String> words(String words) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(words.split(" "))));
  }

  /** The worst; null for none. Which of the defaults matter depends on the server's version. */
  @Nullable
  Risk risk() {
    boolean serial = SERIALS.contains(at.peek().text) && !at.peek(1).isSign('.');
    boolean computed = serial;
    boolean defaults = false;
    boolean notNull = false;
    boolean unique = false;
    boolean checked = false;
    at.upTo(CONSTRAINTS);
    while (!at.isAtEnd()) {
      if (at.take("default")) {
        Cursor value = at.upTo(CONSTRAINTS);
        // DEFAULT NULL: nothing but the word is left.
        boolean none = value.isAtEnd() && at.sees("null");
        defaults |= !none;
        computed |= isVolatile(value);
        if (none) {
          at.next();
        }
      } else if (at.take("generated")) {
        computed |= at.has("identity") || at.has("stored");
        defaults = true;
        at.takeOneOf("always", "by");
        at.take("default");
        at.take("as");
        at.skipGroup();
      } else {
        notNull |= at.sees("not", "null") || at.sees("primary");
        unique |= at.sees("unique") || at.sees("primary");
        checked |= at.sees("check");
        at.next();
        at.take("null");
        at.skipGroup();
        at.upTo(CONSTRAINTS);
      }
    }
    if (computed) {
      return Risk.NEW_COLUMN;
    }
    if (defaults) {
      return unique ? Risk.UNIQUE : checked ? Risk.CHECK : Risk.OLD_DEFAULT;
    }
    return notNull ? Risk.NOT_NULL_COLUMN : unique ? Risk.UNIQUE : checked ? Risk.CHECK : null;
  }

  private static boolean isVolatile(Cursor value) {
    while (!value.isAtEnd()) {
      // A function of a schema of the application's may be another of that name.
      boolean qualified = value.peek(1).isSign('.') && !value.sees("pg_catalog");
      Token token = value.next();
      if (qualified) {
        value.next();
        value.next();
      } else if (token.isIdentifier()
          && VOLATILE.contains(token.text)
          && value.peek().isSign('(')) {
        return true;
      }
    }
    return false;
  }
}
