package io.tripmeter.applications;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.PackagedApplications;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nessie's server on PostgreSQL, and a client of its REST interface. */
final class Nessie implements AutoCloseable {
  private static final String NO_COMMIT =
      "2e1cfa82b035c26cbbbdae632cea070514eb8b773f616aaeaf668e2f0be8f10d";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> answers = new ArrayList<>();
  private final ForkedJvm jvm;
  private final String base;

  private Nessie(ForkedJvm jvm) {
    this.jvm = jvm;
    base =
        jvm.await("Listening on: (http://[^ ]+\\d)\\.", Duration.ofMinutes(5)).group(1);
  }

  static ForkedJvmBuilder program() {
    return ForkedJvm.ofJar(PackagedApplications.nessie()).java(21);
  }

  static Nessie start(ForkedJvmBuilder builder, Site site) {
    ForkedJvm jvm = builder
        .environment("NESSIE_VERSION_STORE_TYPE", "JDBC2")
        .environment("NESSIE_VERSION_STORE_PERSIST_JDBC_DATASOURCE", "postgresql")
        .environment("NESSIE_VERSION_STORE_PERSIST_CACHE_CAPACITY_MB", "0")
        .environment("QUARKUS_DATASOURCE_POSTGRESQL_JDBC_URL", site.url())
        .environment("QUARKUS_DATASOURCE_POSTGRESQL_USERNAME", site.server().user())
        .environment("QUARKUS_DATASOURCE_POSTGRESQL_PASSWORD", site.server().password())
        // Agroal's 5 s are short for a first connection on a busy machine.
        .environment("QUARKUS_DATASOURCE_POSTGRESQL_JDBC_ACQUISITION_TIMEOUT", "60S")
        .environment("QUARKUS_HTTP_HOST", "127.0.0.1")
        .environment("QUARKUS_HTTP_PORT", "0")
        .environment("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
        .environment("QUARKUS_MANAGEMENT_PORT", "0")
        .start();
    try {
      return new Nessie(jvm);
    } catch (AssertionError e) {
      jvm.close();
      throw e;
    }
  }

  /** A branch with tables, merged and deleted; and requests that are refused. */
  List<String> use() throws Exception {
    send("GET", "/config", "");
    send("GET", "/trees", "");
    String main = "{'type':'BRANCH','name':'main','hash':'" + NO_COMMIT + "'}";
    String branch = "b@" + hash(send("POST", "/trees?name=b&type=BRANCH", main));
    branch =
        commit(branch, put("shop", "{'type':'NAMESPACE','elements':['shop'],'properties':{}}"));
    for (int i = 0; i < 6; i++) {
      branch = commit(
          branch,
          put(
              "shop','t" + i,
              "{'type':'ICEBERG_TABLE','metadataLocation':'/t" + i
                  + "','snapshotId':1,'schemaId':1,'specId':1,'sortOrderId':1}"));
    }
    send("GET", "/trees/b/entries", "");
    send("GET", "/trees/b/history", "");
    send("GET", "/trees/main/diff/b", "");
    send("GET", "/trees/b/contents/shop.t3", "");
    send("GET", "/trees/b/contents/shop.nothing", "");
    send(
        "POST",
        "/trees/main@" + NO_COMMIT + "/history/merge",
        "{'fromRefName':'b','fromHash':'" + branch.substring(2) + "'}");
    send("POST", "/trees?name=b&type=BRANCH", main);
    send("DELETE", "/trees/b@" + NO_COMMIT, "");
    send("DELETE", "/trees/" + branch, "");
    send("GET", "/trees/b/history", "");
    send("GET", "/trees/main/history", "");
    return answers;
  }

  private static String put(String key, String content) {
    return "{'type':'PUT','key':{'elements':['" + key + "']},'content':" + content + "}";
  }

  /** The branch with the hash that follows. */
  private String commit(String branch, String operation) throws Exception {
    return "b@"
        + hash(send(
            "POST",
            "/trees/" + branch + "/history/commit",
            "{'commitMeta':{'message':'m'},'operations':[" + operation + "]}"));
  }

  private String hash(String answer) {
    Matcher hash = Pattern.compile("\"hash\" : \"([0-9a-f]{64})\"").matcher(answer);
    if (!hash.find()) {
      throw new AssertionError(answer + "\n" + jvm.output());
    }
    return hash.group(1);
  }

  private String send(String method, String path, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v2" + path))
        .timeout(ForkedJvm.PATIENCE)
        .header("Content-Type", "application/json")
        .method(
            method,
            body.isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(body.replace('\'', '"')))
        .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    answers.add(alike(method + " " + path + " " + answer.statusCode() + " " + answer.body()));
    return answer.body();
  }

  /** Without what differs each time. */
  private static String alike(String answer) {
    return answer
        .replace(NO_COMMIT, "NO COMMIT")
        .replaceAll("[0-9a-f]{64}", "HASH")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME");
  }

  ForkedJvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
