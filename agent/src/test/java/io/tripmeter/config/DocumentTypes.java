package io.tripmeter.config;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.util.List;
import java.util.Map;

/** The types of what is copied out of the docs, and a reader that refuses what they do not have. */
final class DocumentTypes {
  private static final Map<String, Class<?>> KINDS = Map.of(
      "apps/v1 Deployment", Deployment.class,
      "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
      "monitoring.coreos.com/v1 PodMonitor", PodMonitor.class,
      "opentelemetry.io/v1alpha1 Instrumentation", Instrumentation.class);

  /** Parts of a document, by their first field. */
  private static final Map<String, Class<?>> PARTS = Map.of(
      "volumes", PodSpec.class,
      "metadata", PodTemplateSpec.class,
      "initContainers", HelmValues.class);

  private static final JsonMapper STRICT = JsonMapper.builder()
      .annotationIntrospector(new JacksonAnnotationIntrospector() {
        /** Each type of the model would keep what it does not know. */
        @Override
        public Boolean hasAnySetter(Annotated member) {
          return false;
        }
      })
      .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
      .withCoercionConfig(
          LogicalType.Textual,
          config -> config
              .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
              .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
              .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
      .build();

  /**
   * The OpenTelemetry operator's, by the source of its version 0.158: all of a Java agent, and of the rest what does not concern another
   * language. fabric8 has no model of it.
   */
  record Instrumentation(
      String apiVersion, String kind, ObjectMeta metadata, InstrumentationSpec spec) {}

  record InstrumentationSpec(
      Map<String, Object> exporter,
      Map<String, Object> resource,
      List<String> propagators,
      Map<String, String> sampler,
      List<EnvVar> env,
      JavaAgent java,
      String imagePullPolicy,
      SecurityContext initContainerSecurityContext) {}

  /** Only here the resources are called so: the other languages have {@code resourceRequirements}. */
  record JavaAgent(
      String image,
      Map<String, Object> volumeClaimTemplate,
      String volumeLimitSize,
      List<EnvVar> env,
      ResourceRequirements resources,
      List<Map<String, String>> extensions) {}

  /** The names are of the chart that docs/fleet.md supposes; what they hold is Kubernetes'. */
  record HelmValues(
      List<Container> initContainers,
      List<Volume> extraVolumes,
      List<VolumeMount> extraVolumeMounts,
      List<EnvVar> extraEnvVars) {}

  private DocumentTypes() {}

  /** @throws IllegalArgumentException if nothing of this kind is known here */
  static Class<?> of(Map<?, ?> document) {
    Class<?> type = document.containsKey("kind")
        ? KINDS.get(document.get("apiVersion") + " " + document.get("kind"))
        : PARTS.get(document.keySet().iterator().next());
    if (type == null) {
      throw new IllegalArgumentException("no type is known for " + document);
    }
    return type;
  }

  /** @throws IllegalArgumentException if a field does not exist, or its value is of another type */
  static <T> T read(Object document, Class<T> type) {
    return STRICT.convertValue(document, type);
  }
}
