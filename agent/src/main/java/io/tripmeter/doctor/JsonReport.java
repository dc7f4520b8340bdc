package io.tripmeter.doctor;

import io.tripmeter.connect.SettingChange;
import io.tripmeter.log.Secrets;
import io.tripmeter.pooler.Budget;
import io.tripmeter.signals.overview.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an examination has found, as one JSON object; its keys are in docs/doctor.md. */
final class JsonReport {
  private final Json json = new Json();
  private final Examination found;
  private final DoctorArguments arguments;

  private JsonReport(Examination found, DoctorArguments arguments) {
    this.found = found;
    this.arguments = arguments;
  }

  static String of(
      Examination found,
      DoctorArguments arguments,
      List<Advice> advice,
      Map<String, String> target) {
    JsonReport report = new JsonReport(found, arguments);
    report.json.beginObject();
    report.target(target);
    report.link(found.link);
    report.json.beginObject("connect");
    report.connect("driver_alone", found.alone);
    report.connect("with_tripmeter", found.asTripmeter);
    report.json.endObject();
    report.crowds();
    report.endpoint();
    report.server();
    report.tls(found.tls);
    report.tripmeter();
    report.advice(advice);
    report
        .json
        .beginObject("wire")
        .number("connections", found.connections())
        .number("round_trips", found.trips())
        .endObject();
    return report.json.endObject().toString();
  }

  private void target(Map<String, String> target) {
    json.beginObject("target");
    target.forEach(json::text);
    json.endObject();
  }

  private void link(LinkTimes link) {
    json.beginObject("link")
        .decimal("median_ms", link.median())
        .decimal("p95_ms", link.p95())
        .decimal("jitter_ms", link.jitter())
        .decimal("fastest_ms", link.fastest())
        .number("samples", link.samples())
        .endObject();
  }

  private void connect(String name, ConnectCost cost) {
    json.beginObject(name)
        .number("round_trips", cost.trips())
        .decimal("millis", cost.millis())
        .decimal("computing_ms", cost.computing())
        .text("login", cost.login())
        .beginObject("phases");
    for (Wire.Phase phase : Wire.Phase.values()) {
      if (cost.trips(phase) > 0) {
        json.beginObject(phase.name().toLowerCase(Locale.ROOT))
            .number("round_trips", cost.trips(phase))
            .decimal("millis", cost.millis(phase))
            .endObject();
      }
    }
    json.endObject().endObject();
  }

  private void crowds() {
    json.beginArray("connections");
    for (Crowd each : found.crowds) {
      json.beginObject()
          .number("count", each.size)
          .decimal("serial_ms", each.serialMillis)
          .flag("serial_measured", each.serialMeasured)
          .decimal("parallel_ms", each.parallelMillis == null ? Double.NaN : each.parallelMillis)
          .text("left_out", each.leftOut)
          .endObject();
    }
    json.endArray();
  }

  private void endpoint() {
    json.beginObject("endpoint")
        .text("verdict", found.pooler().verdict().label())
        .flag("proven", found.pooler().isProven())
        .text("evidence", found.pooler().evidence())
        .text("product", found.pooler().server().name())
        .flag("shares_sessions", found.pooler().isTransactional())
        .flag("carries_prepared_statements", found.pooler().carriesPrepared())
        .endObject();
  }

  private void server() {
    ServerFacts server = found.server;
    if (server == null) {
      json.nothing("server");
      return;
    }
    json.beginObject("server")
        .text("version", server.version())
        .flag("standby", server.isStandby())
        .count("admitted", server.admitted())
        .number("used", server.used())
        .count("role_limit", server.roleLimit())
        .count("database_limit", server.databaseLimit())
        .beginObject("settings");
    for (String name : ServerFacts.NAMES) {
      ServerFacts.Setting setting = server.setting(name);
      if (setting != null) {
        json.beginObject(name)
            .text("value", setting.value)
            .text("unit", setting.unit)
            .text("source", setting.source)
            .endObject();
      }
    }
    json.endObject().endObject();
  }

  private void tls(TlsCheck tls) {
    json.beginObject("tls")
        .flag("in_force", tls.inForce)
        .flag("verified", tls.inForce && tls.flaw == null)
        .text("protocol", tls.protocol)
        .text("cipher", tls.cipher)
        .text("sslmode", tls.mode)
        .text("flaw", tls.flaw)
        .text("tried", tls.tried)
        .text("change", tls.cure)
        .flag("other_host", tls.toAnotherHost)
        .endObject();
  }

  private void tripmeter() {
    json.beginObject("tripmeter").beginArray("changes");
    for (SettingChange each : found.plan.changes()) {
      json.beginObject()
          .text("setting", each.setting())
          .text("before", each.before())
          .text("after", each.after())
          .text("why", each.reason())
          .endObject();
    }
    json.endArray().number("instances", arguments.instances()).number("pool", arguments.pool());
    Budget budget = Adviser.budget(found, arguments);
    if (budget == null) {
      json.nothing("fits").nothing("fitting_pool");
    } else {
      json.flag("fits", !budget.isExceeded()).number("fitting_pool", budget.fitting()[0]);
    }
    json.endObject();
  }

  private void advice(List<Advice> advice) {
    json.beginArray("advice");
    for (Advice each : advice) {
      json.beginObject()
          .text("what", Secrets.redact(each.what))
          .text("change", each.change)
          .text("setting", each.setting)
          .endObject();
    }
    json.endArray();
  }
}
