using Akka.P2P.Bench;

return args switch
{
    ["transfer", .. var rest] => await TransferBench.RunAsync(BenchOptions.Parse(rest)),
    ["storage", .. var rest] => await StorageBench.RunAsync(rest),
    ["socket-receive", var port, var target] => SocketCopy.Receive(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), target),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        akka-p2p benchmarks
          transfer [--size MIB] [--dir FOLDER] [--runs N]   two akka-p2p processes beside cp and a plain socket copy with SHA-256
          storage [--files N] [--size BYTES] [--dir FOLDER]  many small files through the storage alone, beside tar
        """);
    return 2;
}
