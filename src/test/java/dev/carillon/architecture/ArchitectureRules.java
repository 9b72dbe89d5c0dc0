package dev.carillon.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The shape of the code, as {@code src/docs/architecture.md} draws it. */
final class ArchitectureRules {

    private static final String ROOT = "dev.carillon.";

    /** Which packages each package may import; the order is the way of a notification, bottom up. */
    static final Map<String, List<String>> IMPORTS = imports();

    /** The borders: interfaces that have one implementation now and are there to have another. */
    private static final List<String> BORDERS = List.of("dev.carillon.fanout.Fanout", "dev.carillon.fanout.Connection",
            "dev.carillon.fanout.TimingWheel$Visitor", "dev.carillon.connection.SocketReader$Call",
            "dev.carillon.fanout.History", "dev.carillon.fanout.DeliveryRecord", "dev.carillon.fanout.CatchUp$Delivery",
            "dev.carillon.log.NotificationLog", "dev.carillon.log.LogWriter$Database", "dev.carillon.log.Followed",
            "dev.carillon.fanout.Audience", "dev.carillon.fanout.Roster", "dev.carillon.relay.Broker",
            "dev.carillon.load.Loop$Turn", "dev.carillon.load.Subscriber$Receipts",
            "dev.carillon.load.Subscriber$Messages", "dev.carillon.load.Subscriber$Failures",
            "dev.carillon.load.RestConnection$Answered", "dev.carillon.load.RestPublisher$Answers",
            "dev.carillon.load.Publisher", "dev.carillon.relay.Broker$Link", "dev.carillon.relay.Broker$Arrivals");

    private ArchitectureRules() {}

    private static Map<String, List<String>> imports() {
        var table = new LinkedHashMap<String, List<String>>();
        table.put("problem", List.of());
        table.put("destination", List.of("problem"));
        table.put("notification", List.of("destination"));
        table.put("admission", List.of("problem"));
        table.put("audit", List.of("admission", "problem"));
        table.put("fanout", List.of("destination", "notification"));
        table.put("log", List.of("destination", "notification", "problem"));
        table.put("access", List.of("admission", "audit", "destination", "log", "problem"));
        table.put("relay", List.of("destination", "notification", "fanout", "log", "problem"));
        table.put("publish",
                List.of("relay", "access", "admission", "audit", "destination", "notification", "fanout", "log",
                        "problem"));
        table.put("inbox",
                List.of("relay", "access", "destination", "notification", "fanout", "log", "publish", "problem"));
        table.put("recovery", List.of("relay", "destination", "notification", "fanout", "log", "problem"));
        table.put("stomp",
                List.of("access", "admission", "audit", "destination", "notification", "fanout", "log", "publish",
                        "recovery",
                        "problem"));
        table.put("stream",
                List.of("access", "admission", "audit", "destination", "notification", "fanout", "log", "publish",
                        "recovery",
                        "problem"));
        table.put("presence", List.of("relay", "notification", "access", "audit", "destination", "fanout", "log",
                "publish", "problem"));
        table.put("console", List.of("relay", "publish"));
        table.put("connection", List.of("admission", "audit", "destination", "fanout", "problem"));
        table.put("trace", List.of("destination", "fanout", "log", "notification", "problem"));
        table.put("settings", List.of());
        table.put("load", List.of());
        table.put("command", List.of("access", "destination", "load", "notification", "problem",
                "settings"));
        table.put("drain", List.of("admission", "fanout"));
        return table;
    }

    /** A package imports what the table lists and nothing else of ours. */
    static ArchRule importsOf(String name) {
        var allowed = Stream.concat(Stream.of(name), IMPORTS.get(name).stream())
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        return noClasses().that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.carillon..").and(not(resideInAnyPackage(allowed))))
                .as("the package " + name + " imports only what its row lists")
                .allowEmptyShould(true);
    }

    static ArchRule everyPackageHasARow() {
        return classes().that()
                .resideOutsideOfPackage("dev.carillon")
                .should()
                .resideInAnyPackage(IMPORTS.keySet().stream().map(name -> ROOT + name + "..").toArray(String[]::new));
    }

    static ArchRule noCycles() {
        return slices().matching("dev.carillon.(*)..").should().beFreeOfCycles();
    }

    /** What moves notifications can be read, tested and measured without a framework. */
    static ArchRule coreKnowsNoFramework() {
        return noClasses().that()
                .resideInAnyPackage(ROOT + "destination..", ROOT + "notification..", ROOT + "fanout..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..", "java.sql..",
                        "javax.sql..", "org.eclipse.jetty..")
                .allowEmptyShould(true);
    }

    static ArchRule namesSayWhatAThingIs() {
        return noClasses().should()
                .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Dto|Mapper)(\\$.*)?")
                .orShould()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..config..", "..dto..",
                        "..service..", "..impl..", "..helper..");
    }

    static ArchRule injectionByConstructor() {
        return noFields().should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource");
    }

    static ArchRule interfacesHaveSeveralImplementations() {
        return classes().that()
                .areInterfaces()
                .and()
                .areNotAnnotations()
                .and()
                .haveNameNotMatching(".*package-info")
                .should(new ArchCondition<>("be implemented more than once, or be a border") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        boolean earned = BORDERS.contains(item.getName()) || item.getAllSubclasses().size() > 1;
                        events.add(new SimpleConditionEvent(item, earned, item.getName() + " has "
                                + item.getAllSubclasses().size() + " implementations"));
                    }
                })
                .allowEmptyShould(true);
    }

    /** JSpecify: in every package, null is said out loud. */
    static ArchRule packagesAreNullMarked() {
        return classes().should(new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                events.add(new SimpleConditionEvent(item, marked, item.getPackageName() + " is not @NullMarked"));
            }
        });
    }

    static List<ArchRule> all() {
        return Stream.concat(IMPORTS.keySet().stream().map(ArchitectureRules::importsOf),
                Stream.of(everyPackageHasARow(), noCycles(), coreKnowsNoFramework(), namesSayWhatAThingIs(),
                        injectionByConstructor(), interfacesHaveSeveralImplementations(), packagesAreNullMarked()))
                .toList();
    }
}
