package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitorSpec;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is copied out of docs/fleet.md is what Kubernetes and the operators take: each field exists and has a value of its type, and the
 * names fit together.
 */
class KubernetesDocsTest {
  private static final Path DOCS = FleetDocsTest.ROOT.resolve("docs");

  @Test
  void everyFieldExistsAndHasAValueOfItsType() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Map<?, ?> document : documents()) {
      try {
        DocumentTypes.read(document, DocumentTypes.of(document));
      } catch (IllegalArgumentException e) {
        wrong.add(e.getMessage());
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Of the spec of a PrometheusRule, which the Prometheus operator takes. */
  @Test
  void theRulesAreThoseOfAPrometheusRule() throws IOException {
    for (String file : List.of("tripmeter-alerts.yml", "tripmeter-recording.yml")) {
      Object rules =
          FleetDocsTest.yaml(DOCS.resolve("prometheus").resolve(file)).get(0);
      PrometheusRuleSpec spec = DocumentTypes.read(rules, PrometheusRuleSpec.class);
      assertTrue(spec.getGroups().get(0).getRules().size() > 5, file);
    }
  }

  @Test
  void aMisspelledFieldOrAValueOfAnotherTypeIsRefused() {
    refused(PodSpec.class, Map.of("initContainer", List.of()));
    refused(PodSpec.class, Map.of("securityContext", Map.of("runAsNonroot", true)));
    refused(PodSpec.class, Map.of("containers", List.of(Map.of("image", 8))));
    refused(ContainerPort.class, Map.of("containerPort", "29464"));
    refused(EnvVar.class, Map.of("name", "TRIPMETER_BUDGET_INSTANCES", "value", 8));
    refused(DocumentTypes.JavaAgent.class, Map.of("resourceRequirements", Map.of()));
    refused(PodMonitor.class, Map.of("spec", Map.of("podMetricsEndpoint", List.of())));
  }

  @Test
  void theDeploymentFitsTogether() throws IOException {
    DeploymentSpec deployment = document(Deployment.class).getSpec();
    PodTemplateSpec pod = deployment.getTemplate();
    Container application = pod.getSpec().getContainers().get(0);
    fitTogether(
        pod.getSpec().getInitContainers(),
        pod.getSpec().getVolumes(),
        application.getVolumeMounts(),
        application.getEnv());
    assertEquals(pod.getMetadata().getLabels(), deployment.getSelector().getMatchLabels());
    int pods = deployment.getReplicas()
        + deployment.getStrategy().getRollingUpdate().getMaxSurge().getIntVal();
    assertEquals("" + pods, variables(application.getEnv()).get("TRIPMETER_BUDGET_INSTANCES"));
  }

  @Test
  void theMonitorAndThePolicyNameThePodsLabelsAndPorts() throws IOException {
    PodTemplateSpec pod = document(Deployment.class).getSpec().getTemplate();
    Container application = pod.getSpec().getContainers().get(0);
    Map<String, String> labels = pod.getMetadata().getLabels();
    PodMonitorSpec monitor = document(PodMonitor.class).getSpec();
    NetworkPolicySpec policy = document(NetworkPolicy.class).getSpec();
    assertEquals(labels, monitor.getSelector().getMatchLabels());
    assertEquals(labels, policy.getPodSelector().getMatchLabels());
    assertTrue(labels.containsKey(monitor.getJobLabel()), labels::toString);

    Map<String, Integer> ports = application.getPorts().stream()
        .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
    Integer scraped = ports.get(monitor.getPodMetricsEndpoints().get(0).getPort());
    assertEquals(
        "0.0.0.0:" + scraped, variables(application.getEnv()).get("TRIPMETER_METRICS_LISTEN"));
    assertEquals(
        ports.keySet(),
        policy.getIngress().stream()
            .flatMap(rule -> rule.getPorts().stream())
            .map(port -> port.getPort().getStrVal())
            .collect(Collectors.toSet()));
  }

  @Test
  void theValuesOfHelmFitTogether() throws IOException {
    DocumentTypes.HelmValues values = document(DocumentTypes.HelmValues.class);
    fitTogether(
        values.initContainers(),
        values.extraVolumes(),
        values.extraVolumeMounts(),
        values.extraEnvVars());
  }

  /** The file that the init container writes is the agent that the JVM is told of. */
  private static void fitTogether(
      List<Container> first, List<Volume> volumes, List<VolumeMount> mounts, List<EnvVar> env) {
    Container copying = first.get(0);
    VolumeMount from = copying.getVolumeMounts().get(0);
    VolumeMount to = mounts.get(0);
    assertEquals(volumes.get(0).getName(), from.getName());
    assertEquals(volumes.get(0).getName(), to.getName());
    String copy = copying.getCommand().get(2);
    assertTrue(copy.startsWith(from.getMountPath() + "/"), copy);
    assertEquals(
        "-javaagent:" + to.getMountPath() + copy.substring(from.getMountPath().length()),
        variables(env).get("JAVA_TOOL_OPTIONS"));
  }

  private static Map<String, String> variables(List<EnvVar> env) {
    return env.stream()
        .filter(each -> each.getValue() != null)
        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
  }

  private static <T> T document(Class<T> type) throws IOException {
    return documents().stream()
        .filter(each -> DocumentTypes.of(each) == type)
        .findFirst()
        .map(each -> DocumentTypes.read(each, type))
        .orElseThrow();
  }

  /** Without Prometheus' configuration, which MonitoringFilesTest hands to promtool. */
  private static List<Map<?, ?>> documents() throws IOException {
    List<Map<?, ?>> documents = new ArrayList<>();
    for (Object each : FleetDocsTest.yaml(DOCS.resolve("fleet.md"))) {
      Map<?, ?> document = (Map<?, ?>) each;
      if (!document.containsKey("scrape_configs")) {
        documents.add(document);
      }
    }
    return documents;
  }

  private static void refused(Class<?> type, Map<String, ?> document) {
    assertThrows(
        IllegalArgumentException.class,
        () -> DocumentTypes.read(document, type),
        document::toString);
  }
}
