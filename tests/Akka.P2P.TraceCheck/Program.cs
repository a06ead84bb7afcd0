// dotnet run --project tests/Akka.P2P.TraceCheck -- FILE
// Reads the trace of a play and recomputes from it what must hold. Exit code 0, or 1 and what is wrong.
using Akka.P2P.TraceCheck;

if (args is not [var path] || !File.Exists(path))
{
    Console.Error.WriteLine("Say the trace to check.");
    return 2;
}

var problems = TraceChecker.Check(File.ReadLines(path));
foreach (var problem in problems)
    Console.Error.WriteLine(problem);
if (problems.Count == 0)
    Console.WriteLine("The trace holds.");
return problems.Count == 0 ? 0 : 1;
