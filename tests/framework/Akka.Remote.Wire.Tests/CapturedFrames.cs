namespace Akka.Remote.Wire.Tests;

/// <summary>The frames of TestData/frames.txt: what two Akka.NET 1.5.30 nodes said to each other.</summary>
public static class CapturedFrames
{
    private static readonly List<(string What, byte[] Frame)> Frames = Read();

    public static TheoryData<int, string> All()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < Frames.Count; i++)
        {
            data.Add(i, Frames[i].What);
        }

        return data;
    }

    public static int Count => Frames.Count;

    public static byte[] Frame(int index) => Frames[index].Frame;

    /// <summary>The first frame whose comment contains the words.</summary>
    public static byte[] First(string words) => Frames.First(f => f.What.Contains(words, StringComparison.Ordinal)).Frame;

    private static List<(string What, byte[] Frame)> Read()
    {
        var frames = new List<(string, byte[])>();
        var comment = "";
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "TestData", "frames.txt")))
        {
            if (line.StartsWith('#'))
            {
                comment = line[1..].Trim();
            }
            else if (line.Trim().Length > 0)
            {
                frames.Add((comment, Convert.FromHexString(line.Trim())));
            }
        }

        return frames;
    }
}
