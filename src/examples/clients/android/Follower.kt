import java.time.Duration
import java.util.concurrent.Executors
import java.util.concurrent.ScheduledFuture
import java.util.concurrent.TimeUnit.MILLISECONDS
import kotlin.random.Random
import kotlin.system.exitProcess
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.Response
import okhttp3.WebSocket
import okhttp3.WebSocketListener

// snippet: android
class Token(val value: String, val seconds: Double)

/** Hears one destination, and after an outage goes on where it was. */
class Follower(
    private val url: String,
    private val destination: String,
    private val nextToken: () -> Token,
    private val show: (String) -> Unit,
    private val reload: () -> Unit,
    private val ended: (Int) -> Unit,
) : WebSocketListener() {
    private val http = OkHttpClient.Builder().pingInterval(Duration.ofSeconds(20)).build() // Finds a dead network.
    private val clock = Executors.newSingleThreadScheduledExecutor()
    private var token: Token? = null
    private var position = emptyMap<String, String>()
    private var renewal: ScheduledFuture<*>? = null
    private var socket: WebSocket? = null
    private var since = Long.MAX_VALUE // When it was CONNECTED.
    private var attempts = 0

    fun connect() = clock.execute {
        try {
            token = nextToken()
            val request = Request.Builder().url(url).header("Sec-WebSocket-Protocol", "v12.stomp").build()
            socket = http.newWebSocket(request, this)
        } catch (noToken: Exception) {
            closed(null, 1006)
        }
    }

    override fun onOpen(webSocket: WebSocket, response: Response) {
        webSocket.send(frame("CONNECT", mapOf(
            "accept-version" to "1.2", "host" to "carillon", "Authorization" to "Bearer ${token!!.value}")))
    }

    override fun onMessage(webSocket: WebSocket, text: String) = clock.execute {
        val (command, headers, body) = parse(text)
        received(webSocket, command, headers, body)
    }
    // end

    // snippet: android-recover
    private fun received(webSocket: WebSocket, command: String, headers: Map<String, String>, body: String) {
        when (command) {
            "CONNECTED" -> {
                since = System.currentTimeMillis()
                webSocket.send(frame("SUBSCRIBE", mapOf(
                    "id" to "0", "destination" to destination, "receipt" to "subscribed") + position))
                renewBefore(token!!.seconds, webSocket)
            }
            "RECEIPT" -> if (headers["receipt-id"] == "subscribed") {
                if (headers["recovered"] == "false") reload() // What was missed is not kept any longer.
                if (headers["recovered"] != "true") position = positionOf(headers)
            }
            "MESSAGE" -> {
                show(body)
                if ("offset" in headers) position = positionOf(headers) // An ephemeral one has none.
            }
        }
    }

    private fun positionOf(headers: Map<String, String>) = headers.filterKeys { it == "epoch" || it == "offset" }
    // end

    // snippet: android-renew
    private fun renewBefore(seconds: Double, webSocket: WebSocket) {
        renewal = clock.schedule({
            try {
                val next = nextToken()
                webSocket.send(frame("SEND", mapOf("destination" to "/app/token"), next.value))
                renewBefore(next.seconds, webSocket)
            } catch (noToken: Exception) {
                renewBefore(seconds * 0.2, webSocket) // What is left of it.
            }
        }, maxOf(1_000, (seconds * 800).toLong()), MILLISECONDS)
    }
    // end

    // snippet: android-close
    override fun onClosing(webSocket: WebSocket, code: Int, reason: String) {
        webSocket.close(1000, null)
        clock.execute { closed(webSocket, code) }
    }

    override fun onFailure(webSocket: WebSocket, t: Throwable, response: Response?) =
        clock.execute { closed(webSocket, 1006) }

    private fun closed(webSocket: WebSocket?, code: Int) {
        if (webSocket != socket) return // Closed already: the goodbye was what failed.
        socket = null
        renewal?.cancel(false)
        if (code in 4400..4499 && code != 4401) {
            ended(code)
            return
        }
        if (System.currentTimeMillis() - since > 15_000) attempts = 0 // That was a good one.
        since = Long.MAX_VALUE
        val bound = minOf(15_000L, 500L shl minOf(attempts++, 5))
        val delay = if (code == 1012) Random.nextLong(1_000, 10_000) else Random.nextLong(bound)
        clock.schedule(::connect, delay, MILLISECONDS)
    }
    // end

    // snippet: android-frames
    private fun frame(command: String, headers: Map<String, String>, body: String = "") =
        headers.entries.joinToString("", "$command\n", "\n$body\u0000") { "${it.key}:${it.value}\n" }

    /** One STOMP frame: the service never puts two into one message. Position and receipt need no unescaping. */
    private fun parse(message: String): Triple<String, Map<String, String>, String> {
        val lines = message.substringBefore("\n\n").split("\n")
        val headers = lines.drop(1).filter { ':' in it }.reversed().associate { it.substringBefore(':') to it.substringAfter(':') }
        return Triple(lines[0], headers, message.substringAfter("\n\n").removeSuffix("\u0000"))
    }
    // end
}

fun main() {
    val http = OkHttpClient()
    val tokens = Request.Builder().url(System.getenv("TOKEN_URL")).build()
    Follower(
        System.getenv("CARILLON_URL") + "/ws",
        "/topic/" + System.getenv("CARILLON_TOPIC"),
        nextToken = {
            val json = http.newCall(tokens).execute().use { it.body.string() }
            fun field(name: String) = Regex("\"$name\":\"?([^\",}]+)").find(json)!!.groupValues[1]
            Token(field("access_token"), field("expires_in").toDouble())
        },
        show = ::println,
        reload = { println("reload") },
        ended = { println("ended $it"); exitProcess(1) },
    ).connect()
}
