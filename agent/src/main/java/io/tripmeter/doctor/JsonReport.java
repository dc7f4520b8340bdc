package io.tripmeter.doctor;

import io.tripmeter.connect.SettingChange;
import io.tripmeter.log.Secrets;
import io.tripmeter.pooler.Budget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an examination has found, as one JSON object; its keys are in docs/doctor.md. */
final class JsonReport {
  private JsonReport() {}

  static String of(
      Examination found, DoctorArguments arguments, List<Advice> advice, Map<String, ?> target) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("target", target);
    all.put("link", link(found.link));
    Map<String, @Nullable Object> connect = new LinkedHashMap<>();
    connect.put("driver_alone", connect(found.alone));
    connect.put("with_tripmeter", connect(found.asTripmeter));
    all.put("connect", connect);
    all.put("connections", crowds(found.crowds));
    all.put("endpoint", endpoint(found));
    all.put("server", server(found));
    all.put("tls", tls(found.tls));
    all.put("tripmeter", tripmeter(found, arguments));
    all.put("advice", advice(advice));
    Map<String, @Nullable Object> wire = new LinkedHashMap<>();
    wire.put("connections", found.connections());
    wire.put("round_trips", found.trips());
    all.put("wire", wire);
    return Json.of(all);
  }

  private static Map<String, @Nullable Object> link(LinkTimes link) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("median_ms", link.median());
    map.put("p95_ms", link.p95());
    map.put("jitter_ms", link.jitter());
    map.put("fastest_ms", link.fastest());
    map.put("samples", link.samples());
    return map;
  }

  private static Map<String, @Nullable Object> connect(ConnectCost cost) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("round_trips", cost.trips());
    map.put("millis", cost.millis());
    map.put("computing_ms", cost.computing());
    map.put("login", cost.login());
    Map<String, @Nullable Object> phases = new LinkedHashMap<>();
    for (Wire.Phase phase : Wire.Phase.values()) {
      if (cost.trips(phase) > 0) {
        Map<String, @Nullable Object> each = new LinkedHashMap<>();
        each.put("round_trips", cost.trips(phase));
        each.put("millis", cost.millis(phase));
        phases.put(phase.name().toLowerCase(Locale.ROOT), each);
      }
    }
    map.put("phases", phases);
    return map;
  }

  private static List<Object> crowds(List<Crowd> crowds) {
    List<Object> list = new ArrayList<>();
    for (Crowd each : crowds) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("count", each.size);
      map.put("serial_ms", each.serialMillis);
      map.put("serial_measured", each.serialMeasured);
      map.put("parallel_ms", each.parallelMillis);
      map.put("left_out", each.leftOut);
      list.add(map);
    }
    return list;
  }

  private static Map<String, @Nullable Object> endpoint(Examination found) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("verdict", found.pooler().verdict().label());
    map.put("proven", found.pooler().isProven());
    map.put("evidence", found.pooler().evidence());
    map.put("product", found.pooler().server().name());
    map.put("shares_sessions", found.pooler().isTransactional());
    map.put("carries_prepared_statements", found.pooler().carriesPrepared());
    return map;
  }

  private static @Nullable Object server(Examination found) {
    ServerFacts server = found.server;
    if (server == null) {
      return null;
    }
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    for (String name : ServerFacts.NAMES) {
      ServerFacts.Setting setting = server.setting(name);
      if (setting != null) {
        Map<String, @Nullable Object> each = new LinkedHashMap<>();
        each.put("value", setting.value);
        each.put("unit", setting.unit);
        each.put("source", setting.source);
        settings.put(name, each);
      }
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("version", server.version());
    map.put("standby", server.isStandby());
    map.put("admitted", server.admitted() < 0 ? null : server.admitted());
    map.put("used", server.used());
    map.put("role_limit", server.roleLimit() < 0 ? null : server.roleLimit());
    map.put("database_limit", server.databaseLimit() < 0 ? null : server.databaseLimit());
    map.put("settings", settings);
    return map;
  }

  private static Map<String, @Nullable Object> tls(TlsCheck tls) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("in_force", tls.inForce);
    map.put("verified", tls.inForce && tls.flaw == null);
    map.put("protocol", tls.protocol);
    map.put("cipher", tls.cipher);
    map.put("sslmode", tls.mode);
    map.put("flaw", tls.flaw);
    map.put("tried", tls.tried);
    map.put("change", tls.cure);
    map.put("other_host", tls.toAnotherHost);
    return map;
  }

  private static Map<String, @Nullable Object> tripmeter(
      Examination found, DoctorArguments arguments) {
    List<Object> changes = new ArrayList<>();
    for (SettingChange each : found.plan.changes()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("setting", each.setting());
      map.put("before", each.before());
      map.put("after", each.after());
      map.put("why", each.reason());
      changes.add(map);
    }
    Budget budget = Adviser.budget(found, arguments);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("changes", changes);
    map.put("instances", arguments.instances());
    map.put("pool", arguments.pool());
    map.put("fits", budget == null ? null : !budget.isExceeded());
    map.put("fitting_pool", budget == null ? null : budget.fitting()[0]);
    return map;
  }

  private static List<Object> advice(List<Advice> advice) {
    List<Object> list = new ArrayList<>();
    for (Advice each : advice) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("what", Secrets.redact(each.what));
      map.put("change", each.change);
      map.put("setting", each.setting);
      list.add(map);
    }
    return list;
  }
}
