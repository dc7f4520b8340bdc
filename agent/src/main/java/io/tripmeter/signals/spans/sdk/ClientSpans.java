package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.DbAttributes;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.postgres.Databases;
import io.tripmeter.signals.spans.CostAttributes;
import io.tripmeter.signals.spans.StatementNames;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A CLIENT span for each statement, by the semantic conventions for databases, made when the statement has ended. */
final class ClientSpans {
  private static final int LONGEST_OPERATION = 20;

  private final Tracer tracer;
  private final StatementNames names;
  private final Databases databases;

  ClientSpans(Tracer tracer, StatementNames names, Databases databases) {
    this.tracer = tracer;
    this.names = names;
    this.databases = databases;
  }

  /** @param parent the span of the unit of work, if there is one */
  void executed(
      @Nullable Span parent,
      String text,
      long nanos,
      long trips,
      @Nullable Throwable thrown,
      PoolStats pool) {
    long end = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    Databases.Database database = databases.of(pool);
    String normalised = names.normalised(text);
    SpanBuilder builder = tracer
        .spanBuilder(spanName(normalised, database))
        .setParent(parent == null ? Context.root() : Context.root().with(parent))
        .setSpanKind(SpanKind.CLIENT)
        .setStartTimestamp(end - nanos, TimeUnit.NANOSECONDS)
        .setAttribute(DbAttributes.DB_SYSTEM_NAME, DbAttributes.DbSystemNameValues.POSTGRESQL)
        .setAttribute(DbAttributes.DB_QUERY_TEXT, normalised)
        .setAttribute(CostAttributes.ROUND_TRIPS, trips);
    if (database != null) {
      builder
          .setAttribute(DbAttributes.DB_NAMESPACE, database.name)
          .setAttribute(ServerAttributes.SERVER_ADDRESS, database.host)
          .setAttribute(ServerAttributes.SERVER_PORT, (long) database.port);
    }
    Span span = builder.startSpan();
    if (thrown != null) {
      fail(span, thrown);
    }
    span.end(end, TimeUnit.NANOSECONDS);
  }

  /** No message: it may quote a value. */
  private static void fail(Span span, Throwable thrown) {
    String state = thrown instanceof SQLException ? ((SQLException) thrown).getSQLState() : null;
    if (state != null) {
      span.setAttribute(DbAttributes.DB_RESPONSE_STATUS_CODE, state);
    }
    span.setAttribute(
        ErrorAttributes.ERROR_TYPE, state != null ? state : thrown.getClass().getName());
    span.setStatus(StatusCode.ERROR);
  }

  /** {@code SELECT sample}: the statement's first word and the database. */
  private static String spanName(String statement, Databases.@Nullable Database database) {
    int start = 0;
    while (start < statement.length() && !Character.isLetter(statement.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < statement.length()
        && end - start < LONGEST_OPERATION
        && Character.isLetter(statement.charAt(end))) {
      end++;
    }
    String operation = end == start
        ? DbAttributes.DbSystemNameValues.POSTGRESQL
        : statement.substring(start, end).toUpperCase(Locale.ROOT);
    return database == null ? operation : operation + " " + database.name;
  }
}
