# Pin the base images by passing their digests:
#   docker build --build-arg JDK_IMAGE=eclipse-temurin:25-jdk@sha256:… --build-arg JRE_IMAGE=eclipse-temurin:25-jre@sha256:… .
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG JRE_IMAGE=eclipse-temurin:25-jre

FROM ${JDK_IMAGE} AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 ["./mvnw", "-B", "-DskipTests", "package"]

# One directory a layer, in the order in which they seldom change.
FROM ${JDK_IMAGE} AS layers
WORKDIR /layers
COPY --from=build /build/target/carillon.jar ./
RUN ["java", "-Djarmode=tools", "-jar", "carillon.jar", "extract", "--layers", "--destination", "extracted"]

FROM ${JRE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
# Where the log is, unless it is in PostgreSQL.
RUN ["install", "--directory", "--owner=10001", "--group=10001", "--mode=0750", "/data"]
ENV CARILLON_LOG_FILE=/data/carillon.db
VOLUME /data
WORKDIR /opt/carillon
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY src/main/jvm.options ./
# The other files stay root's: the service reads them and writes only to /data and /tmp, where SQLite's library is loaded
# from: --read-only goes with --tmpfs /tmp:exec.
USER 10001:10001
# Clients, management.
EXPOSE 8080 8081
# There is no HEALTHCHECK: ask /actuator/health/liveness and /actuator/health/readiness on the management port.
ENTRYPOINT ["java", "@jvm.options", "-jar", "carillon.jar"]
# Last, as they change with every build.
LABEL org.opencontainers.image.title="Carillon" \
      org.opencontainers.image.description="Real-time notifications: REST in, STOMP over WebSocket out." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
