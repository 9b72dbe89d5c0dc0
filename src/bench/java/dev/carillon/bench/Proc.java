package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the kernel says of a process and its children. */
final class Proc {

    /** Clock ticks a second; Linux has shown processes a hundred on every machine for decades. */
    private static final double TICKS = 100;

    private Proc() {}

    /** CPU seconds, user and system. */
    static double cpu(long pid) {
        return family(pid).mapToDouble(Proc::ownCpu).sum();
    }

    /** CPU seconds of this process without its children. */
    static double selfCpu() {
        return ownCpu(ProcessHandle.current().pid());
    }

    /** CPU seconds of those threads of a process whose names begin so; zero where it has none. */
    static double threadCpu(long pid, String name) {
        var tasks = Path.of("/proc/" + pid + "/task").toFile().list();
        return Stream.of(tasks == null ? new String[0] : tasks)
                .map(task -> "/proc/" + pid + "/task/" + task)
                .filter(task -> read(task + "/comm").startsWith(name))
                .mapToDouble(task -> cpuOf(read(task + "/stat")))
                .sum();
    }

    /** CPU seconds of all processes of this name. */
    static double cpuOfAll(String name) {
        return ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> read(pid, "comm").strip().equals(name))
                .mapToDouble(Proc::ownCpu)
                .sum();
    }

    /** CPU seconds of the whole machine, this process and the server among them. */
    static double machineCpu() {
        var fields = read("/proc/stat").lines().findFirst().orElse("").split("\\s+");
        // user, nice, system, then idle and iowait, then interrupts and what the hypervisor took.
        return IntStream.of(1, 2, 3, 6, 7, 8).mapToLong(i -> Long.parseLong(fields[i])).sum() / TICKS;
    }

    /** Bytes that went over the loopback interface, TCP's and IP's own among them. */
    static long loopback() {
        var line = read("/proc/net/dev").lines().map(String::strip).filter(text -> text.startsWith("lo:")).findFirst();
        return Long.parseLong(line.orElse("lo: 0").split("\\s+")[1]);
    }

    /** Resident bytes. */
    static long rss(long pid) {
        return family(pid).map(Proc::ownRss).sum();
    }

    static int threads(long pid) {
        return entries(pid, "task");
    }

    /** Open files and sockets. */
    static int descriptors(long pid) {
        return entries(pid, "fd");
    }

    private static int entries(long pid, String directory) {
        var names = Path.of("/proc/" + pid + "/" + directory).toFile().list();
        return names == null ? 0 : names.length;
    }

    private static LongStream family(long pid) {
        var children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants);
        return LongStream.concat(LongStream.of(pid), children.mapToLong(ProcessHandle::pid));
    }

    private static double ownCpu(long pid) {
        return cpuOf(read(pid, "stat"));
    }

    private static double cpuOf(String stat) {
        // The name of the command is in parentheses and may hold anything; fields 14 and 15 are utime and stime.
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length < 13 ? 0 : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    private static long ownRss(long pid) {
        return Stream.of(read(pid, "status").split("\n"))
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    private static String read(long pid, String file) {
        return read("/proc/" + pid + "/" + file);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException _) {
            return ""; // It has ended meanwhile.
        }
    }
}
