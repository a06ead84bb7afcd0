using Akka.Actor;
using Akka.Bench;
using Akka.Configuration;

// Akka.Bench [runs] [name ...]: messages within one process. Each line is the median of the runs, with the processor time and the bytes of one operation.
var runs = args is [var count, ..] && int.TryParse(count, out var given) ? given : 3;
var wanted = args.Where(a => !int.TryParse(a, out _)).ToList();
using var system = ActorSystem.Create("bench", ConfigurationFactory.ParseString("akka { loglevel = WARNING, log-dead-letters = off }"));
(string Name, string What, int Operations, Func<ActorSystem, int, Task> Run)[] all =
[
    ("tell1", "tell, 1 sender", 8_000_000, (s, n) => Tell.Run(s, senders: 1, n)),
    ("tell8", "tell, 8 senders", 8_000_000, (s, n) => Tell.Run(s, senders: 8, n)),
    ("ping1", "ping-pong, 1 pair", 2_000_000, (s, n) => PingPong.Run(s, pairs: 1, n)),
    ("ping8", "ping-pong, 8 pairs", 6_000_000, (s, n) => PingPong.Run(s, pairs: 8, n)),
    ("ask1", "ask, one after another", 400_000, (s, n) => Asking.Run(s, inFlight: 1, n)),
    ("ask16", "ask, 16 in flight", 800_000, (s, n) => Asking.Run(s, inFlight: 16, n)),
    ("create", "actors created under one parent", 100_000, (s, n) => Creation.Run(s, stop: false, n)),
    ("createstop", "actors created and stopped", 100_000, (s, n) => Creation.Run(s, stop: true, n)),
];

foreach (var (name, what, operations, run) in all.Where(a => wanted.Count == 0 || wanted.Contains(a.Name)))
{
    var figures = await Figures.Measure(runs, operations, n => run(system, n));
    Console.WriteLine($"{what,-32} {figures}");
}

await system.Terminate();
